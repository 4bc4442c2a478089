/// A new variable computed from others.
public struct Computation: PreparationStep, Hashable {
  public let name: String
  public let expression: DataExpression

  public var place: PreparationPlace { PreparationPlace(key: "compute", entry: name) }

  /// Throws `bad-name`, and what is wrong with the expression.
  public init(_ name: String, _ text: String) throws(DataError) {
    self.name = name
    expression = try DataExpression(text, at: PreparationPlace(key: "compute", entry: name))
    try place.check(newName: name)
  }

  func apply(to rows: inout TableInPreparation) throws(DataError) -> StepTally {
    try expression.apply(as: name, to: &rows, at: place)
  }

  func report(_ tally: StepTally) -> StepReport {
    var text = "\(excerpt(name)) computed: \(tally.valuesText)"
    if tally.missingCount > 0 { text += ", \(tally.missingText)" }
    if !tally.notes.isEmpty { text += "; " + tally.notes.joined(separator: ", ") }
    let isEmpty = tally.valuesChanged == 0 && tally.rowsBefore > 0
    return tally.report(at: place, text, warnings: isEmpty ? ["`\(excerpt(name))` is missing in every row"] : [])
  }
}
