from pathlib import Path

from rdmlint.hugo.schemas import keys


def test_all_keys_that_a_schema_names_are_found_lowered(tmp_path: Path) -> None:
    schema = tmp_path / "s.json"
    schema.write_text(
        """{"properties": {"Title": {}},
            "allOf": [{"properties": {"menu": {"properties": {"deep": {}}}}}],
            "if": {"properties": {"draft": {}}}, "then": {"anyOf": [true]}}"""
    )
    assert keys(str(schema)) == {"title", "menu", "draft"}


def test_a_schema_that_cannot_be_read_names_no_keys(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    nested = tmp_path / "nested.json"
    nested.write_text('{"allOf":[' * 50_000)
    for path in (broken, nested, tmp_path / "none.json", tmp_path):
        assert keys(str(path)) == frozenset()
