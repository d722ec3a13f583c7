"""The text layer: text in any script to measured lines and to exact PDF operators; it knows no paper and no window.

From above to below: `emit` writes lines into a page with the codes of `font_object` (and `moved`, `outlines`);
`paragraph` sets runs to a measure, by `stretch` (what is shaped once), `lines` (what one measure makes of it) and
`shape` (HarfBuzz); `itemise` cuts the text by `bidi`, `scripts` and `faces`; `breaking` says where lines may end;
`font_file` says what a file of the user's is. A caller needs little:

    style = Style(faces=(open_face(path), ...), size=10, leading=14, language="te")
    layout = compose(Paragraph(runs=(Run(text, style),))).lines(measure)
    below = draw_layout(canvas, fonts, layout, x, top)      # fonts = DocumentFonts(canvas._doc), one per document
"""
