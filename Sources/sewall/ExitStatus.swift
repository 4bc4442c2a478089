/// How the program ends, by BSD's `sysexits` numbers (the table stands in the README).
enum ExitStatus: Int32, Sendable {
  case done = 0
  /// The fit did not converge, or its solution is not admissible; what there is was printed.
  case notConverged = 1
  case wrongUsage = 64
  /// The model or the data is wrong.
  case wrongInput = 65
  case missingInput = 66
  /// A defect in sewall.
  case defect = 70
  case cannotCreate = 73
  case writingFailed = 74
  case interrupted = 130
}
