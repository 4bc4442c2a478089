/// The values of an expression in every row.
enum ExpressionValue {
  case numbers(RowNumbers)
  /// A variable of texts.
  case texts([String?])
  /// A text of the expression itself.
  case literal(String)
}

/// A number for every row, NaN where it is missing; a single one stands for all rows.
struct RowNumbers {
  var values: [Double]

  init(_ values: [Double]) { self.values = values }

  subscript(row: Int) -> Double { values[values.count == 1 ? 0 : row] }

  /// - Parameter count: the table's rows.
  func expanded(to count: Int) -> [Double] {
    values.count == count ? values : [Double](repeating: values.first ?? .nan, count: count)
  }

  func map(_ transform: (Double) -> Double) -> RowNumbers { RowNumbers(values.map(transform)) }

  func combined(with other: RowNumbers, _ combine: (Double, Double) -> Double) -> RowNumbers {
    if values.count == other.values.count { return RowNumbers(zip(values, other.values).map { combine($0, $1) }) }
    if other.values.count == 1 {
      let right = other.values[0]
      return RowNumbers(values.map { combine($0, right) })
    }
    let left = values.first ?? .nan
    return RowNumbers(other.values.map { combine(left, $0) })
  }
}

/// The rows in which a part of an expression matters; `nil` for all.
typealias ActiveRows = [Bool]?

/// A number as a reader likes it: four digits that count, whole numbers whole.
func shortNumber(_ value: Double) -> String {
  if let whole = Int(exactly: value), abs(value) < 1e15 { return String(whole) }
  guard value.isFinite, value != 0, abs(value) >= 1e-4, abs(value) < 1e9 else { return String(value) }
  var scale = 1.0
  while abs(value) * scale < 1_000 { scale *= 10 }
  let rounded = (value * scale).rounded() / scale
  return Int(exactly: rounded).map(String.init) ?? String(rounded)
}
