"""Where things lie in a picture of the window, found by their colours as a person finds them."""

from picture import Box

# The dark theme's, as the design names them.
BACKGROUND = (0x0E, 0x11, 0x16)
QUERY = (0xE6, 0x9F, 0x00)

TOP_BAR = 56  # its height in a window of 1440x900
PADDING = 16  # from the edge of a part to what it shows


def runs(picture, y, left=0, right=None, least=12):
    """The stretches of row y that are not background, at least so wide: (first, last + 1)."""
    found, start = [], None
    right = picture.width if right is None else right
    for x in range(left, right + 1):
        inside = x < right and picture.pixel(x, y) != BACKGROUND
        if inside and start is None:
            start = x
        if not inside and start is not None:
            if x - start >= least:
                found.append((start, x))
            start = None
    return found


def chips(picture):
    """The boxes of the sentence's words, in a window of 1440x900 where they fit into one line."""
    y = next(y for y in range(TOP_BAR + 4, TOP_BAR + 60) if runs(picture, y)) + 6
    return [Box(first, y, last - first, 20) for first, last in runs(picture, y)]


def asking_row(picture):
    """The inside of the heatmap's outlined row: between two long lines of the query's colour, left and mid-high."""
    lines = {}
    for y in range(150, int(picture.height * 0.72)):
        xs = [x for x in range(int(picture.width * 0.45)) if _like_the_query(*picture.pixel(x, y))]
        if len(xs) > 100 and xs[0] >= PADDING:  # what begins before is the ring round the part that has the keyboard
            lines[y] = xs[0], xs[-1]
    if not lines:
        raise AssertionError("no row of the heatmap is outlined")
    above = max(y for y in lines if y < min(lines) + 5)
    below = min(y for y in lines if y > max(lines) - 5)
    first, last = max((lines[above], lines[below]), key=lambda line: line[1] - line[0])
    return Box(first, above + 1, last - first + 1, below - above - 1)


def _like_the_query(red, green, blue):
    """Whether a pixel is of the query's colour, or half of it where a line lies between two pixels."""
    return red > 100 and 0.6 < green / red < 0.8 and blue < 0.25 * red


def cells(picture, columns):
    """The middles of the asking row's cells."""
    row = asking_row(picture)
    side = row.width / columns
    return [(int(row.x + side * (j + 0.5)), row.y + row.height // 2) for j in range(columns)]


def brightness(colour):
    """How light a colour is, 0 to 1 (Rec. 709)."""
    red, green, blue = ((v / 255) ** 2.2 for v in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
