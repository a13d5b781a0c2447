"""Ask other sites about the links to them: politely, safely, and only when asked to."""
