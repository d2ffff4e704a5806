"""The figures as people look at them."""

EIGHTHS = " ▏▎▍▌▋▊▉█"


def bar(share, cells=6):
    """A bar that is full at 1."""
    eighths = round(max(0.0, min(share, 1.0)) * cells * 8)
    text = "█" * (eighths // 8)
    if eighths % 8:
        text += EIGHTHS[eighths % 8]
    return text.ljust(cells, "·")


def amount(value):
    if value >= 100_000:
        return f"{value / 1000:.0f}k"
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}"


def lines(title, rows, peers, results):
    """One table: a line for each row, a column for each server, its best the fullest bar."""
    yield f"{title:<9}" + "".join(f"{name:>16}" for name in peers)
    for name, row in rows.items():
        medians = results.get(name, {})
        if not medians:
            continue
        best = min((value for peer, value in medians.items() if peer != "floor" and value > 0),
                   default=0)
        cells = []
        for peer in peers:
            value = medians.get(peer)
            if value is None:
                cells.append(f"{'–':>16}")
            elif row.is_ratio and "floor" in medians:
                share = medians["floor"] / value if value > 0 else 0
                cells.append(f"  {bar(share)} {share:>5.2f}  ")
            else:
                share = best / value if value > 0 else 1
                cells.append(f"  {bar(share)} {amount(max(value, 0)):>6} ")
        yield f"{name:<9}" + "".join(cells)


def legend(rows):
    for name, row in rows.items():
        unit = "floor ÷ server CPU, 1.00 costs nothing" if row.is_ratio else row.unit
        yield f"  {name:<8} {row.about} ({unit})"
