/// How wide a text is in Helvetica, whose metrics Arial and Liberation Sans share (Adobe's font metrics, in thousandths of the size).
enum TextMetrics {
  /// The width with room for the fonts that stand in for Helvetica where it is missing (DejaVu Sans is 15% wider).
  static func width(_ text: String, size: Double) -> Double {
    substituteAllowance * text.unicodeScalars.reduce(0) { $0 + advance($1) } * size / 1000
  }

  private static let substituteAllowance = 1.15

  private static func advance(_ scalar: Unicode.Scalar) -> Double {
    let index = Int(scalar.value) - 32
    if advances.indices.contains(index) { return Double(advances[index]) }
    // Accented letters are about as wide as a plain one; ideographs fill the square.
    return scalar.value > 0x2E80 ? 1000 : 600
  }

  /// From the space to the tilde.
  private static let advances = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667,
    778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222,
    222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
  ]

  /// A text broken between words into lines of at most `width`, as few as possible and evenly filled.
  static func lines(_ text: String, width: Double, size: Double) -> [String] {
    let words = text.split(separator: " ").map(String.init)
    guard self.width(text, size: size) > width, words.count > 1 else { return [text] }
    let breaks = (1..<words.count).map { (words[..<$0].joined(separator: " "), words[$0...].joined(separator: " ")) }
    func longest(_ pair: (String, String)) -> Double { max(self.width(pair.0, size: size), self.width(pair.1, size: size)) }
    guard let best = breaks.min(by: { longest($0) < longest($1) }) else { return [text] }
    return [best.0, best.1]
  }
}
