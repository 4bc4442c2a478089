/// How wide a table's column is and where its decimal points stand.
struct TextColumn {
  let header: String
  let alignsPoints: Bool
  private var number = Extent()
  private var lower = Extent()
  private var upper = Extent()
  private var words = 0
  private(set) var isOfMarks = false

  init(header: String, alignsPoints: Bool) {
    self.header = header
    self.alignsPoints = alignsPoints
  }

  /// What numbers take before and after their point.
  private struct Extent {
    var before = 0
    var after = 0
    var width: Int { before + after }

    mutating func add(_ text: String, alignsPoints: Bool) {
      let parts = alignsPoints ? text.pointParts : (text, "")
      before = max(before, parts.0.displayWidth)
      after = max(after, parts.1.displayWidth)
    }

    func aligned(_ text: String, alignsPoints: Bool) -> String {
      let parts = alignsPoints ? text.pointParts : (text, "")
      return parts.0.padded(to: before) + parts.1.filled(to: after)
    }
  }

  mutating func add(_ cell: TextTable.Cell) {
    switch cell {
    case .empty: break
    case .number(let text): number.add(text, alignsPoints: alignsPoints)
    case .interval(let from, let to):
      lower.add(from, alignsPoints: alignsPoints)
      upper.add(to, alignsPoints: alignsPoints)
    case .word(let text): words = max(words, text.displayWidth)
    case .mark(let text):
      words = max(words, text.displayWidth)
      isOfMarks = true
    }
  }

  private var intervalWidth: Int { lower.width + upper.width == 0 ? 0 : lower.width + upper.width + 4 }

  var width: Int { max(header.displayWidth, number.width, intervalWidth, words) }

  func text(_ cell: TextTable.Cell) -> String {
    switch cell {
    case .empty: "".padded(to: width)
    case .number(let text): number.aligned(text, alignsPoints: alignsPoints).padded(to: width)
    case .interval(let from, let to):
      "[\(lower.aligned(from, alignsPoints: alignsPoints)), \(upper.aligned(to, alignsPoints: alignsPoints))]".padded(to: width)
    case .word(let text): text.padded(to: width)
    case .mark(let text): text.filled(to: width)
    }
  }
}

extension String {
  /// What stands before the decimal point (or the exponent, or the dash for a number that there is not), and the rest.
  fileprivate var pointParts: (String, String) {
    guard let point = firstIndex(of: ".") ?? firstIndex(of: "e") ?? firstIndex(of: "—") else { return (self, "") }
    return (String(self[..<point]), String(self[point...]))
  }
}
