"""`python -m tests.goldens` (or `make goldens`) records every golden anew, and removes those that nothing asks."""

from .recording import HERE, goldens, record


def refresh() -> None:
    """Writes every golden; says which ones changed, which are new and which went."""
    kept = goldens()
    for golden in kept:
        text = record(golden)
        before = golden.file.read_text(encoding="utf-8") if golden.file.exists() else None
        if text != before:
            golden.file.parent.mkdir(parents=True, exist_ok=True)
            golden.file.write_text(text, encoding="utf-8", newline="\n")
            print(f"{'new' if before is None else 'changed'}: {golden.name}")
    for orphan in sorted({*HERE.rglob("*.txt")} - {golden.file for golden in kept}):
        orphan.unlink()
        print(f"gone: {orphan.relative_to(HERE)}")
    print(f"{len(kept)} goldens")


refresh()
