"""New scans dropped on the page: kept under safe names, read, or told why not."""

from __future__ import annotations

import re
import time

import pytest
from starlette.testclient import TestClient

from pipeline.errors import UsageError
from pipeline.review.uploads import LARGEST, Upload, Uploads, safe_name
from tests.review.office import Office, hidden


def token(client: TestClient) -> dict[str, str]:
    client.get("/")
    return {"x-csrf": hidden(client.get("/next", follow_redirects=True).text)["csrf"]}


def uploads_of(client: TestClient) -> Uploads:
    found: Uploads = client.app.state.uploads  # type: ignore[attr-defined]
    return found


def settled(uploads: Uploads) -> Upload:
    for _ in range(600):
        last = uploads.all()[0]
        if last.state in ("done", "failed"):
            return last
        time.sleep(0.1)
    raise AssertionError("never settled")


def test_a_dropped_text_is_read_into_the_tables(office: Office) -> None:
    client = office.client()
    headers = token(client)
    text = (
        "KẾ HOẠCH\nCông tác năm 2024\n1. Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ ban hành "
        "văn bản trước ngày 30/6/2024.\n"
    ).encode()
    assert client.put("/uploads/kế hoạch.txt", content=text, headers=headers).status_code == 201
    found = settled(uploads_of(client))
    assert (found.state, found.name, found.said) == ("done", "kế hoạch.txt", "")
    assert (office.out / "uploads" / "kế hoạch.txt").read_bytes() == text
    page = client.get("/uploads").text
    assert "đã đọc xong" in page
    assert found.tasks == 1
    assert f'href="/next?document={found.document_id}"' in page, "the way to its cells"


def test_what_cannot_be_read_is_told(office: Office) -> None:
    client = office.client()
    headers = token(client)
    assert (
        client.put("/uploads/a.pdf", content=b"%PDF-1.7 broken", headers=headers).status_code == 201
    )
    found = settled(uploads_of(client))
    assert found.state == "failed"
    assert found.said
    assert found.said.startswith("the PDF is damaged or cut short")
    page = client.get("/uploads").text
    assert "bị hỏng hoặc bị cắt cụt" in page
    assert str(office.out) not in page


def test_what_no_reader_would_take_is_refused_at_once(office: Office) -> None:
    client = office.client()
    headers = token(client)
    for name, content, why in (
        ("a.exe", b"MZ", "Không phải tệp PDF"),
        ("a.pdf", b"PK\x03\x04", "Không phải tệp PDF"),
        ("...", b"%PDF-1.7", "không có tên"),
    ):
        answer = client.put(f"/uploads/{name}", content=content, headers=headers)
        assert answer.status_code == 415
        assert why in answer.json()["problem"]
    assert not [path for path in (office.out / "uploads").rglob("*") if path.is_file()]
    answer = client.put("/uploads/quét", content=b"%PDF-1.7 broken", headers=headers)
    assert answer.status_code == 201, "told by its bytes, as in folders"


def test_uploads_without_the_token_or_too_large_are_refused(office: Office) -> None:
    client = office.client()
    headers = token(client)
    assert client.put("/uploads/a.pdf", content=b"x").status_code == 403
    assert client.put("/uploads/a.pdf", content=b"x", headers={"x-csrf": "y"}).status_code == 403
    large = {**headers, "content-length": str(LARGEST + 1)}
    assert client.put("/uploads/a.pdf", content=b"x", headers=large).status_code == 413
    assert not (office.out / "uploads").exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\scans\\kế hoạch số 1.PDF", "kế hoạch số 1.PDF"),
        ("a\0b<c>;$(rm).tif", "a_b_c___(rm).tif"),
        ("-rf .pdf", "-rf .pdf"),
        ("x" * 500 + ".png", "x" * 120 + ".png"),
        ("ế" * 500 + ".pdf", "ế" * 58 + ".pdf"),
        ("a", "a"),
        ("quét.2024", "quét.2024"),
        (" .a.pdf. ", "a.pdf"),
        ("a." + "ế" * 500, "a." + "ế" * 16),
    ],
)
def test_names_are_made_safe(given: str, kept: str) -> None:
    assert safe_name(given) == kept
    assert not re.search(r"[/\\\0]", safe_name(given))


@pytest.mark.parametrize("given", ["", " ", ".pdf", "...", "../..", "a.pdf/"])
def test_other_names_are_refused(given: str) -> None:
    with pytest.raises(UsageError):
        safe_name(given)
