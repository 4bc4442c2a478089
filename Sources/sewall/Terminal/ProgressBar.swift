import Synchronization

/// A bar with the time left, on standard error, while draws are made or a file is read; silent where that is no terminal.
///
/// Done work is counted from any thread; whoever counts one more than a tenth of a second after the last line redraws it.
final class ProgressBar: Sendable {
  /// What is counted.
  enum Unit: Sendable { case draws, bytes }

  private let total: Int
  private let unit: Unit
  private let isShown: Bool
  private let started: Double
  private let done = Atomic<Int>(0)
  /// Milliseconds after the start when the line is drawn next.
  private let nextLine = Atomic<Int>(300)

  init(total: Int, unit: Unit = .draws, isShown: Bool) {
    self.total = total
    self.unit = unit
    self.isShown = isShown
    started = TerminalCalls.seconds
  }

  func advance(by count: Int) {
    let now = done.add(count, ordering: .relaxed).newValue
    guard isShown else { return }
    let elapsed = TerminalCalls.seconds - started
    let due = nextLine.load(ordering: .relaxed)
    let milliseconds = Int(elapsed * 1000)
    guard milliseconds >= due else { return }
    guard nextLine.compareExchange(expected: due, desired: milliseconds + 100, ordering: .relaxed).exchanged else { return }
    show(Self.line(done: now, of: total, unit: unit, elapsed: elapsed))
  }

  /// Wipes the line.
  func finish() {
    if isShown, nextLine.load(ordering: .relaxed) > 300 { show("\r\u{1B}[K") }
  }

  /// `[########            ]  40 %  2,000 of 5,000 draws, 3 s left`.
  static func line(done: Int, of total: Int, unit: Unit = .draws, elapsed: Double) -> String {
    let share = total > 0 ? min(Double(done) / Double(total), 1) : 1
    let filled = Int(share * 24)
    let bar = String(repeating: "#", count: filled) + String(repeating: " ", count: 24 - filled)
    let left = share > 0 ? elapsed / share - elapsed : 0
    let counts = unit == .draws ? "\(done) of \(total) draws" : "\(done / 1_000_000) of \(total / 1_000_000) MB read"
    return "\r[\(bar)] \(Int(share * 100)) %  \(counts), \(duration(left)) left\u{1B}[K"
  }

  private static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    if whole < 60 { return "\(whole) s" }
    return whole < 3600 ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  private func show(_ text: String) { try? SystemCalls.writeAll(Array(text.utf8), to: SystemCalls.standardError) }
}
