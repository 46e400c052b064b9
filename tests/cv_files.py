"""CVs made for the tests: PDF by reportless hand, Word by python-docx, and hostile ones."""

import io
import zipfile
import zlib

import docx

LINES = (
    "Ana Souza",
    "ana.souza@firma.example | +1 512-555-0133 | https://github.com/octocat",
    "Experience",
    "Senior Engineer at Acme Corp, Jan 2019 - Present",
    "Engineer, Other Ltd (2013-02 to 2018-12)",
    "Education",
    "BSc Computer Science, University of Examples, 2008 - 2012",
)


def pdf(*pages: tuple[str, ...]) -> bytes:
    """Return a PDF with lines of text on each page."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, lines in enumerate(pages):
        text = "BT /F1 11 Tf 14 TL 50 780 Td " + " ".join(f"({_escaped(line)}) Tj T*" for line in lines) + " ET"
        content = zlib.compress(text.encode("latin-1"))
        page = f"/Contents {5 + 2 * n} 0 R /Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 595 842]"
        objects.append(f"<< /Type /Page /Parent 2 0 R {page} >>".encode())
        head = f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode()
        objects.append(head + content + b"\nendstream")
    return _file(objects)


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _file(objects: list[bytes]) -> bytes:
    out, places = io.BytesIO(), list[int]()
    out.write(b"%PDF-1.7\n")
    for n, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{n} 0 obj\n".encode() + content + b"\nendobj\n")
    table = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{place:010d} 00000 n \n".encode() for place in places))
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


def word(*lines: str) -> bytes:
    """Return a Word file with a paragraph for each line, the last one in a table."""
    document = docx.Document()
    for line in lines[:-1]:
        document.add_paragraph(line)
    document.add_table(1, 1).cell(0, 0).text = lines[-1]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zip_bomb() -> bytes:
    """Return a small Word file that unpacks to 200 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * (200 * 1024 * 1024))
    return out.getvalue()


def pdf_bomb() -> bytes:
    """Return a small PDF whose page unpacks to 200 MB."""
    bomb = zlib.compress(b" " * (200 * 1024 * 1024))
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 595 842] >>",
            f"<< /Length {len(bomb)} /Filter /FlateDecode >>\nstream\n".encode() + bomb + b"\nendstream",
        ]
    )


def endless_pdf() -> bytes:
    """Return a PDF whose tree of pages is its own child."""
    return _file([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])
