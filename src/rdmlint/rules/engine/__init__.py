"""What the engine itself has to say: ignore comments, files and rules that fail it."""
