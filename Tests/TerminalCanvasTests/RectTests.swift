import TerminalCanvas
import Testing

struct RectTests {
    private let rect = Rect(x: 2, y: 1, width: 10, height: 4)

    @Test func sizesAreNeverNegative() {
        #expect(Size(columns: -1, rows: -2) == Size(columns: 0, rows: 0))
        #expect(rect.inset(6).size == Size(columns: 0, rows: 0))
        #expect(Rect(x: 0, y: 0, width: -3, height: 2).isEmpty)
    }

    @Test func splittingKeepsEveryCellOnce() {
        for at in -12...12 {
            let (top, bottom) = rect.splitRows(at: at)
            #expect(top.height + bottom.height == 4)
            #expect(top.y == 1 && bottom.y == top.maxY && bottom.maxY == 5)
            let (left, right) = rect.splitColumns(at: at)
            #expect(left.width + right.width == 10)
            #expect(left.x == 2 && right.x == left.maxX && right.maxX == 12)
        }
        #expect(rect.splitRows(at: -1).bottom == Rect(x: 2, y: 4, width: 10, height: 1))
    }

    @Test func intersectionIsWhatBothHold() {
        let other = Rect(x: 8, y: 0, width: 10, height: 3)
        let common = rect.intersection(other)
        for y in -1..<8 {
            for x in -1..<20 {
                let point = Point(x: x, y: y)
                #expect(common.contains(point) == (rect.contains(point) && other.contains(point)))
            }
        }
        #expect(rect.intersection(Rect(x: 50, y: 50, width: 1, height: 1)).isEmpty)
    }

    @Test func rowsOutsideAreEmpty() {
        #expect(rect.row(3) == Rect(x: 2, y: 4, width: 10, height: 1))
        #expect(rect.row(4).isEmpty)
        #expect(rect.row(-1).isEmpty)
    }
}
