"""How much of a file is ever read: every bound against files made to exhaust time or memory."""

MAX_FILE_BYTES = 50 * 2**20
"""A division-of-work document is a few hundred kilobytes; scans with many pages reach 30 MB."""

MAX_ARCHIVE_ENTRIES = 5_000
"""Files inside a docx, xlsx or ofd."""

MAX_UNPACKED_BYTES = 256 * 2**20
"""All files inside an archive together, unpacked."""

MAX_XML_BYTES = 32 * 2**20
"""One XML file inside an archive: a parsed tree takes about ten times as much memory."""

MAX_UNPACK_RATIO = 300
"""Unpacked to packed size, looked at only from ``RATIO_FLOOR_BYTES`` on: small XML packs very well."""

RATIO_FLOOR_BYTES = 16 * 2**20

MAX_TEXT_CHARACTERS = 20_000_000
MAX_LINES = 1_000_000
MAX_TABLE_CELLS = 200_000
"""Grid cells of all tables together, counted with merges spread out."""

MAX_PAGES = 1_000
MAX_OCR_PAGES = 200
"""About two seconds a page on one core."""

MAX_IMAGE_PIXELS = 80_000_000
"""An A3 sheet at 600 dpi has 70 million."""

MAX_NESTING = 200
"""Elements inside elements."""

OFFICE_TIMEOUT_SECONDS = 120
