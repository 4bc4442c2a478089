/// The product of variables as a new variable, for moderation; on request each is centred first at its mean over the rows kept.
///
/// A row in which one of them is missing has no product; each mean is of the rows in which its own variable is present.
public struct ProductTerm: PreparationStep, Hashable {
  public let name: String
  public let factors: [String]
  public let isCentered: Bool
  let expression: DataExpression

  public var place: PreparationPlace { PreparationPlace(key: "products", entry: name) }

  /// Throws `bad-name`, or `one-factor` for fewer than two factors and `too-many-factors` for more than ten.
  public init(_ name: String, of factors: [String], isCentered: Bool = false) throws(DataError) {
    (self.name, self.factors, self.isCentered) = (name, factors, isCentered)
    let place = PreparationPlace(key: "products", entry: name)
    try place.check(newName: name)
    guard factors.count >= 2 else {
      throw DataError("one-factor", "a product needs two variables", advice: "as in `\(excerpt(name)): [x, w]`", step: place)
    }
    guard factors.count <= 10 else { throw DataError("too-many-factors", "a product of more than ten variables", step: place) }
    let parts = factors.map { factor in
      let variable = ExpressionNode(.variable(factor), 0..<0)
      return isCentered ? ExpressionNode(.call(.center, [variable]), 0..<0) : variable
    }
    let root = parts.dropFirst().reduce(parts[0]) { ExpressionNode(.arithmetic(.times, $0, $1), 0..<0) }
    expression = DataExpression(root, text: factors.joined(separator: " * "), at: place)
  }

  func apply(to rows: inout TableInPreparation) throws(DataError) -> StepTally {
    try expression.apply(as: name, to: &rows, at: place)
  }

  func report(_ tally: StepTally) -> StepReport {
    var text = "\(excerpt(name)) is \(excerpt(expression.text))"
    if isCentered { text += ", each centred (\(tally.notes.joined(separator: ", ")))" }
    text += ": \(tally.valuesText)"
    if tally.missingCount > 0 { text += ", \(tally.missingText)" }
    return tally.report(at: place, text)
  }
}
