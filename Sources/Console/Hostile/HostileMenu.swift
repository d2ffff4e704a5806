import WebSocketEngine

/// The menu of misbehaviour, for one connection or several.
struct HostileMenu: Sendable {
    let targets: [ConnectionID]
    var row = 0
    /// Which of the steps late pongs and slow reading would get.
    var delay = HostileItem.delays.firstIndex(of: HostileItem.usualDelay) ?? 0
    var rate = HostileItem.rates.firstIndex(of: HostileItem.usualRate) ?? 0

    var item: HostileItem { HostileItem.allCases[row] }

    mutating func move(by step: Int) {
        row = min(max(0, row + step), HostileItem.allCases.count - 1)
    }

    /// Changes the amount of the item at hand; false where it has none.
    mutating func turn(by step: Int) -> Bool {
        switch item {
        case .late: delay = min(max(0, delay + step), HostileItem.delays.count - 1)
        case .slow: rate = min(max(0, rate + step), HostileItem.rates.count - 1)
        default: return false
        }
        return true
    }

    func hostility(isOn: Bool) -> Hostility {
        item.hostility(
            isOn: isOn, delay: HostileItem.delays[delay], rate: HostileItem.rates[rate])
    }

    func amount(of item: HostileItem) -> String {
        switch item {
        case .late: TemperText.delay(HostileItem.delays[delay])
        case .slow: TemperText.rate(HostileItem.rates[rate])
        default: ""
        }
    }
}
