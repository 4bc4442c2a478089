/// How the analysed sample came about: `320 read, 42 excluded by where, 278 analysed`.
public struct SampleAccount: Sendable, Hashable {
  public struct Step: Sendable, Hashable {
    /// Rows that did not go on.
    public var count: Int
    /// What became of them: ``excluded by `where` ``.
    public var words: String

    public init(count: Int, words: String) {
      self.count = count
      self.words = words
    }
  }

  /// Rows of the data; `nil` where moments were given.
  public var read: Int?
  public var steps: [Step] = []
  public var analysed: Int

  /// - Parameters:
  ///   - reports: of the preparation, in order.
  ///   - isComplete: whether the rows that preparation left and the analysis did not use lack a value of some variable.
  public init(read: Int?, reports: [StepReport] = [], analysed: Int, isComplete: Bool = true) {
    self.read = read
    self.analysed = analysed
    guard let read else { return }
    var remaining = read
    for report in reports where report.rowsAfter < report.rowsBefore {
      let step =
        report.place == PreparationPlace(key: "teams", entry: "aggregate")
        ? Step(count: report.rowsBefore, words: "became \(report.rowsAfter) teams")
        : Step(count: report.rowsBefore - report.rowsAfter, words: "excluded by `\(report.place.key)`")
      if let last = steps.last, last.words == step.words {
        // Several conditions of one `where`.
        steps[steps.count - 1].count += step.count
      } else {
        steps.append(step)
      }
      remaining = report.rowsAfter
    }
    if remaining > analysed {
      steps.append(Step(count: remaining - analysed, words: isComplete ? "dropped for missing values" : "dropped"))
    }
  }

  /// In words.
  public var text: String {
    guard let read else { return "n = \(analysed), described by moments" }
    let parts = ["\(read) read"] + steps.map { "\($0.count) \($0.words)" } + ["\(analysed) analysed"]
    return parts.joined(separator: ", ")
  }
}
