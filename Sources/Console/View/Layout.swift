import TerminalCanvas

/// How the panes stand to each other.
enum Arrangement: String, CaseIterable, Sendable {
    /// Columns where there is room for the bit grid beside the lists.
    case automatic
    case stacked
    case columns

    var next: Arrangement {
        switch self {
        case .automatic: .stacked
        case .stacked: .columns
        case .columns: .automatic
        }
    }
}

/// Where everything stands on a screen of a size.
struct Layout: Equatable, Sendable {
    private(set) var status = Rect(x: 0, y: 0, width: 0, height: 0)
    private(set) var panes: [Pane: Rect] = [:]
    private(set) var bottom = Rect(x: 0, y: 0, width: 0, height: 0)
    /// Between two columns of panes.
    private(set) var divider: Rect?

    /// The bit grid with 32 bits in a row and its hex column.
    static let gridWidth = 80
    /// A title, a header and two rows.
    static let leastPane = 4

    init(_ model: ConsoleModel) {
        var body = Rect(model.size)
        if body.height >= 3 { (status, body) = body.splitRows(at: 1) }
        if body.height >= 2 { (body, bottom) = body.splitRows(at: -1) }
        if model.isZoomed {
            panes[model.focus] = body
        } else if Layout.usesColumns(model.arrangement, model.size) {
            arrangeColumns(body)
        } else {
            arrangeStack(body, focus: model.focus, isInspecting: model.showsInspector)
        }
    }

    subscript(pane: Pane) -> Rect {
        panes[pane] ?? Rect(x: 0, y: 0, width: 0, height: 0)
    }

    /// Whether the inspector stands beside the frames rather than in their place.
    static func usesColumns(_ arrangement: Arrangement, _ size: Size) -> Bool {
        switch arrangement {
        case .automatic: size.columns >= 140 && size.rows >= 30
        case .stacked: false
        case .columns: size.columns >= 100 && size.rows >= 24
        }
    }

    /// Rows for entries in a pane: without its title and, for slots, the header.
    func listHeight(of pane: Pane) -> Int {
        max(0, self[pane].height - (pane == .slots ? 2 : 1))
    }

    private mutating func arrangeColumns(_ body: Rect) {
        let right = max(Layout.gridWidth, body.width * 2 / 5)
        let (left, rest) = body.splitColumns(at: -min(right + 1, body.width * 3 / 5))
        let (line, inspectorSide) = rest.splitColumns(at: 1)
        divider = line
        (panes[.slots], panes[.events]) = left.splitRows(at: body.height * 11 / 20)
        (panes[.frames], panes[.inspector]) = inspectorSide.splitRows(at: body.height * 3 / 10)
    }

    private mutating func arrangeStack(_ body: Rect, focus: Pane, isInspecting: Bool) {
        let third = isInspecting ? Pane.inspector : .frames
        let fits = body.height / Layout.leastPane
        if isInspecting, focus == .inspector, body.height < 16 {
            panes[.inspector] = body
        } else if fits >= 3, isInspecting {
            let (lists, inspector) = body.splitRows(
                at: -min(max(12, body.height * 3 / 5), body.height - 8))
            panes[third] = inspector
            (panes[.slots], panes[.events]) = lists.splitRows(at: (lists.height + 1) * 3 / 5)
        } else if fits >= 3 {
            let (slots, rest) = body.splitRows(at: body.height * 2 / 5)
            panes[.slots] = slots
            (panes[.events], panes[third]) = rest.splitRows(at: (rest.height + 1) / 2)
        } else if fits == 2 {
            let second = focus == .slots ? Pane.events : focus
            (panes[.slots], panes[second]) = body.splitRows(at: body.height / 2)
        } else {
            panes[focus] = body
        }
    }
}
