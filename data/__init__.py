"""What ships with the code: the sample document, the unit lexicon, the thesaurus, the stop words."""

from pathlib import Path

DATA_DIR = Path(__file__).parent
DOCUMENTS_DIR = DATA_DIR / "documents"
