import TerminalCanvas
import WebSocketEngine

extension ConsoleModel {
    /// A key while the menu of misbehaviour is open.
    mutating func steer(_ open: HostileMenu, _ key: Key) -> [ConsoleEffect] {
        var menu = open
        var effects: [ConsoleEffect] = []
        switch keymap.action(for: key) {
        case .down: menu.move(by: 1)
        case .up: menu.move(by: -1)
        case .top: menu.move(by: -HostileItem.allCases.count)
        case .bottom: menu.move(by: HostileItem.allCases.count)
        case .nextField: effects = turn(&menu, by: 1)
        case .previousField: effects = turn(&menu, by: -1)
        case .mark, .open: effects = toggle(menu)
        case .back, .leave, .hostile:
            mode = .browsing
            return []
        case .quitNow: return [.quit]
        case .redraw: return [.redraw]
        default: break
        }
        mode = .hostile(menu)
        return effects
    }

    /// On for all, unless it is on for all of them already.
    private mutating func toggle(_ menu: HostileMenu) -> [ConsoleEffect] {
        let tempers = menu.targets.compactMap { live.slots[$0]?.row.temper }
        let isOn = !tempers.isEmpty && tempers.allSatisfy(menu.item.isOn)
        return temper(menu.targets, menu.hostility(isOn: !isOn))
    }

    /// Another amount of what is on already counts at once.
    private mutating func turn(_ menu: inout HostileMenu, by step: Int) -> [ConsoleEffect] {
        guard menu.turn(by: step) else { return [] }
        let item = menu.item
        let affected = menu.targets.filter {
            live.slots[$0].map { item.isOn($0.row.temper) } ?? false
        }
        return temper(affected, menu.hostility(isOn: true))
    }

    /// The number is in the menu's title, so that nobody is asked for each step.
    private mutating func temper(
        _ ids: [ConnectionID], _ hostility: Hostility
    ) -> [ConsoleEffect] {
        submit(
            ids.map { .temper(.connection($0), hostility) }, "\(Self.name(ids)): \(hostility.name)")
    }
}
