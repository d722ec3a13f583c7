"""Two or four pages on a sheet, as forms that are only made smaller: what was a word stays one, tags and all."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

#: Pages on a sheet: columns, rows, and whether the sheet lies on its side.
_GRIDS = {2: (2, 1, True), 4: (2, 2, False)}


def impose(file: Pdf, per_sheet: int, from_right: Sequence[bool]) -> None:
    """Put the pages of `file` on sheets of their own size, `per_sheet` (2 or 4) on each, in the order of reading.

    A sheet whose first page is read from the right is filled from there (`from_right`, one for each page). What can be
    clicked on a page is left out: a sheet is for paper. Raises KeyError for another number of pages.
    """
    columns, rows, on_side = _GRIDS[per_sheet]
    pages = list(file.pages)
    forms: dict[tuple[int, int], Object] = {}
    places: dict[tuple[int, int], Object] = {}
    for start in range(0, len(pages), per_sheet):
        group = pages[start : start + per_sheet]
        width, height = _size(group[0])
        if on_side:
            width, height = height, width
        sheet = _blank(file, width, height)
        content = []
        for place, page in enumerate(group):
            row, column = divmod(place, columns)
            if from_right[start]:
                column = columns - 1 - column
            form = file.make_indirect(page.as_form_xobject())
            if "/StructParents" in page.obj:
                form["/StructParents"] = page.obj["/StructParents"]
            forms[page.obj.objgen], places[page.obj.objgen] = form, sheet.obj
            name = sheet.add_resource(form, Name.XObject, Name(f"/P{place + 1}"))
            cell = (
                column * width / columns,
                height - (row + 1) * height / rows,
                width / columns,
                height / rows,
            )
            content.append(f"q {_fitted(_size(page), cell)} cm {name} Do Q")
        sheet.contents_add("\n".join(content).encode())
    _move_marks(file, forms, places)
    del file.pages[: len(pages)]


def _size(page: Page) -> tuple[float, float]:
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return right - left, top - bottom


def _blank(file: Pdf, width: float, height: float) -> Page:
    file.add_blank_page(page_size=(width, height))
    sheet = file.pages[-1]
    sheet.obj["/Tabs"] = Name.S
    # The pages may hold a watermark that is mixed with what lies below; the sheet says in which colours.
    colours = Dictionary({"/S": Name.Transparency, "/CS": Name.DeviceRGB, "/Type": Name.Group})
    sheet.obj["/Group"] = colours
    return sheet


def _fitted(size: tuple[float, float], cell: tuple[float, float, float, float]) -> str:
    """Return the matrix that puts a page of this size into the middle of its cell, as large as it fits."""
    left, bottom, width, height = cell
    scale = min(width / size[0], height / size[1])
    x = left + (width - size[0] * scale) / 2
    y = bottom + (height - size[1] * scale) / 2
    return f"{scale:.6f} 0 0 {scale:.6f} {x:.4f} {y:.4f}"


def _move_marks(
    file: Pdf, forms: dict[tuple[int, int], Object], places: dict[tuple[int, int], Object]
) -> None:
    """Let the tree name the sheets, and the forms on them, wherever it names a page."""
    waiting = [file.Root.StructTreeRoot["/K"]]
    while waiting:
        element = waiting.pop()
        moved: list[Object] = []
        for kid in _kids(element):
            if isinstance(kid, int):
                moved.append(_mark(element["/Pg"], kid, forms, places))
            elif kid.get("/Type") == Name.MCR:
                moved.append(_mark(kid["/Pg"], int(kid["/MCID"]), forms, places))
            elif kid.get("/Type") != Name.OBJR:
                moved.append(kid)
                waiting.append(kid)
        if moved:
            element["/K"] = Array(moved)
        if "/Pg" in element:
            element["/Pg"] = places[element["/Pg"].objgen]


def _kids(element: Object) -> list[Object | int]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids.as_list()) if isinstance(kids, Array) else [kids]


def _mark(
    page: Object, mcid: int, forms: dict[tuple[int, int], Object], places: dict[tuple[int, int], Object]
) -> Object:
    reference = {"/Type": Name.MCR, "/Pg": places[page.objgen], "/Stm": forms[page.objgen], "/MCID": mcid}
    return Dictionary(reference)
