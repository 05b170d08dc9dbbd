"""Makes the scans of this gallery: ``python -m tests.gallery.make_scans`` writes them anew beside this file.

It draws pages with whatever Chinese font the machine offers to pdfium, so another machine's scans look a little
different; the golden files hold for all of them.
"""

from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from tests.parsers.formats.builders import Pdf
from tests.scans import Picture, page_pictures, picture_pdf, saved, scanned

HERE = Path(__file__).parent
WIDTHS = (40, 110, 90, 210, 65)
HEADER = ("序号", "项目名称", "牵头单位", "目标任务", "完成时限")


def head(title: str) -> Pdf:
    """The upper part of a notice, on a page cut short."""
    file = Pdf((595, 400))
    file.text(190, 40, "渝北府办发〔2024〕92号")
    return file.text(110, 75, title, 14)


def row(file: Pdf, top: float, high: float, texts: tuple[str | None, ...]) -> Pdf:
    """One row of the table; ``None`` leaves a cell out, because one above reaches down to it."""
    left = 40.0
    for width, text in zip(WIDTHS, texts, strict=True):
        if text is not None:
            file.box(left, top, left + width, top + high, text, 10.5)
        left += width
    return file


def page(file: Pdf, dpi: int = 200) -> Picture:
    """The page as printed."""
    return page_pictures(file.file(), dpi)[0]


def merged_lead() -> bytes:
    """Two tasks of one project, whose lead stands in one cell beside both; the page leans to the left."""
    file = row(head("关于印发2024年重点民生实事工作目标任务的通知"), 120, 30, HEADER)
    file.box(40, 150, 80, 230, "1", 10.5).box(80, 150, 190, 230, "口袋公园和公厕", 10.5)
    file.box(190, 150, 280, 230, "区城管局", 10.5)
    row(file, 150, 40, (None, None, None, "建成口袋公园6个。", "2024.10"))
    row(file, 190, 40, (None, None, None, "改造公厕20座。", "2024.6"))
    row(file, 230, 50, ("2", "新建幼儿园", "区教委", "建成幼儿园3所，新增\n学位900个。", "—"))
    return saved(scanned(page(file), skew=1.8, noise=0, blur=0.4), "PNG")


def hidden_text() -> bytes:
    """The scanner's own recognition stands behind the picture and has another lead, number and month."""
    file = row(head("关于印发2024年重点民生实事工作目标任务的通知"), 120, 30, HEADER)
    row(file, 150, 40, ("1", "口袋公园", "区城管局", "建成口袋公园6个。", "2024.10"))
    row(file, 190, 40, ("2", "新建幼儿园", "区教委", "建成幼儿园3所。", "2024.6"))
    wrong = ["序号 项目名称 牵头单位 目标任务 完成时限", "1 口袋公园 区城建局 建成口袋公园8个。 2024.1O"]
    return picture_pdf(
        [scanned(page(file), noise=1, blur=0.3)], hidden=[*wrong, "2 新建幼儿园 区教安 建成幼儿园8所。 2024.8"] * 3
    )


def sealed() -> bytes:
    """A red seal lies over rules and words of the table."""
    file = row(head("关于印发2024年重点民生实事工作目标任务的通知"), 120, 30, HEADER)
    row(file, 150, 40, ("1", "口袋公园", "区城管局", "建成口袋公园6个。", "2024.10"))
    row(file, 190, 40, ("2", "新建幼儿园", "区教委", "建成幼儿园3所。", "2024.6"))
    clean = page(file).convert("RGB")
    ink = Image.new("RGB", clean.size, "white")
    pen = ImageDraw.Draw(ink)
    pen.ellipse((600, 330, 930, 660), outline=(225, 60, 60), width=13)
    pen.regular_polygon((765, 495, 60), 5, rotation=0, fill=(225, 60, 60))
    return saved(ImageChops.multiply(clean, ink).rotate(-0.6, fillcolor="white"), "JPEG")


def on_its_side() -> bytes:
    """A wide page fed sideways, its second page on its head; black and white as a fax."""
    file = row(head("关于印发2024年重点民生实事工作目标任务的通知"), 120, 30, HEADER)
    row(file, 150, 40, ("1", "口袋公园", "区城管局", "建成口袋公园6个。", "2024.10"))
    rest = row(Pdf((595, 400)), 60, 30, HEADER)
    row(rest, 90, 40, ("2", "新建幼儿园", "区教委", "建成幼儿园3所。", "2024.6"))
    first, second = (scanned(page(f), noise=0).convert("1", dither=Image.Dither.NONE) for f in (file, rest))
    turned = second.transpose(Image.Transpose.ROTATE_180)
    side = first.transpose(Image.Transpose.ROTATE_90)
    return saved(side, "TIFF", save_all=True, append_images=[turned], compression="group4")


if __name__ == "__main__":
    (HERE / "scan-askew-with-a-merged-lead.png").write_bytes(merged_lead())
    (HERE / "scan-with-wrong-hidden-text.pdf").write_bytes(hidden_text())
    (HERE / "scan-with-a-seal-on-the-table.jpg").write_bytes(sealed())
    (HERE / "scan-on-its-side-and-on-its-head.tif").write_bytes(on_its_side())
