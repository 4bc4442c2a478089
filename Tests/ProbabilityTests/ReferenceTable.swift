/// The rows of a table of reference values: numbers with blanks between them.
func rows(of table: String) -> [[Double]] {
  table.split(separator: "\n").map { line in line.split(separator: " ").map { Double($0) ?? .nan } }
}

/// |value - reference| relative to |reference|; 0 when both are equal, infinities too.
func relativeError(_ value: Double, _ reference: Double) -> Double {
  value == reference ? 0 : abs(value - reference) / abs(reference)
}

/// The largest error of a column of computed values, with the row where it is found.
struct WorstCase: CustomStringConvertible {
  var error = 0.0
  var row: [Double] = []
  var value = 0.0

  mutating func note(_ value: Double, _ reference: Double, _ row: [Double]) {
    let error = relativeError(value, reference)
    if error > self.error || error.isNaN {
      self.error = error.isNaN ? .infinity : error
      self.row = row
      self.value = value
    }
  }

  var description: String { "relative error \(error) of \(value) in \(row)" }
}
