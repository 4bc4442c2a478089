/// Hands on numbered parts in the order of their numbers, whatever the order in which they come.
struct InOrder<Part: Sendable>: Sendable {
  private var waiting: [Int: Part] = [:]
  private var next = 0

  mutating func add(_ part: Part, number: Int, _ take: (Part) -> Void) {
    waiting[number] = part
    while let part = waiting.removeValue(forKey: next) {
      take(part)
      next += 1
    }
  }
}
