/// A column of data as categories: numbers 0, 1, ... of its distinct values in ascending order.
struct Categories: Sendable, Equatable {
  /// The distinct values, ascending.
  var values: [Double]
  /// Length n: the place of each case's value in `values`.
  var codes: [Int]
  /// Cases in each category.
  var counts: [Double]

  init(_ column: [Double]) {
    values = []
    for value in column {
      let place = Self.place(of: value, in: values)
      if place == values.count || values[place] != value { values.insert(value, at: place) }
    }
    counts = [Double](repeating: 0, count: values.count)
    codes = []
    codes.reserveCapacity(column.count)
    for value in column {
      let code = Self.place(of: value, in: values)
      counts[code] += 1
      codes.append(code)
    }
  }

  /// The first place in ascending values whose value is not less.
  private static func place(of value: Double, in values: [Double]) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
