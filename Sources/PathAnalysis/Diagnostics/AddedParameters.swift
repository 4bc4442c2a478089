import ModelSyntax
import Probability

/// Relations that a model leaves out, to be tested together: `ambition ~ conflict + fssb`.
public struct AddedParameters: Sendable {
  /// As they were written.
  public let text: String
  let candidates: [ModificationCandidate]

  /// Reads relations in the model language; in a model of several groups each stands for one parameter a group.
  ///
  /// - Throws: the first thing that is wrong: text that cannot be read, a variable that the model does not have, or a parameter that is
  ///   estimated already.
  public init(_ text: String, in model: PathModel) throws(Diagnostic) {
    self.text = text
    if model.table.hasLevels {
      throw Diagnostic(.error, "not-with-levels", "score tests of additions are not available yet for models of two levels")
    }
    let (tree, diagnostics) = ModelParser.parse(ModelDocument(SourceText(name: "score-add", text: text)))
    if let first = diagnostics.first(where: { $0.severity == .error }) { throw first }
    var candidates: [ModificationCandidate] = []
    for statement in tree.statements {
      guard case .term(let term) = statement else {
        throw Diagnostic(.error, "bad-relation", "`\(text)`: only relations of variables can be added, such as y ~ x")
      }
      for group in model.groups.indices { candidates.append(try Self.candidate(term, model, group: group)) }
    }
    guard !candidates.isEmpty else {
      throw Diagnostic(.error, "bad-relation", "a score test of an addition needs a relation such as \"y ~ x\"")
    }
    self.candidates = candidates
  }

  private static func candidate(_ term: Term, _ model: PathModel, group: Int) throws(Diagnostic) -> ModificationCandidate {
    let names = model.groups[group].variables
    func position(_ name: String) throws(Diagnostic) -> Int {
      if let index = names.firstIndex(of: name) { return index }
      throw Diagnostic(
        .error, "unknown-variable", "`\(name)` is no variable of the model",
        advice: nearestName(to: name, among: names).map { "did you mean `\($0)`?" })
    }
    let left = try position(term.lhs)
    let right = term.relation == .intercept ? 0 : try position(term.rhs)
    let (place, row, column): (ParameterPlace.Matrix, Int, Int)
    switch term.relation {
    case .regression: (place, row, column) = (.directEffect, left, right)
    case .measuredBy: (place, row, column) = (.directEffect, right, left)
    case .covariance: (place, row, column) = (.symmetricEffect, max(left, right), min(left, right))
    case .intercept where model.table.hasMeanStructure: (place, row, column) = (.intercept, left, 0)
    case .intercept, .threshold, .scaling, .formedBy:
      throw Diagnostic(.error, "bad-relation", "`\(term.relation.rawValue)` cannot be added to this model in a score test")
    }
    let matrices = model.groups[group]
    let entries = matrices.entries(place)
    var value = 0.0
    if let entry = entries.first(where: { $0.row == row && $0.column == column }) {
      guard case .fixed(let held) = entry.source else {
        throw Diagnostic(
          .error, "free-already",
          "`\(term.lhs) \(term.relation.rawValue) \(term.rhs)` is in the model already: there is nothing to add")
      }
      value = held
    }
    return ModificationCandidate(
      lhs: term.lhs, relation: term.relation, rhs: term.relation == .intercept ? "" : term.rhs, group: group, place: place,
      row: row,
      column: column, value: value, keepsDirection: true)
  }
}

extension Fit {
  /// The score test of relations together: `N g' (I_ee - I_em I_mm^-1 I_me)^-1 g`, on as many degrees of freedom as the data can tell.
  ///
  /// - Returns: `nil` when the model is not identified, or the data can tell none of them.
  public func scoreTest(of added: AddedParameters) -> ParameterTestResult? {
    guard identification.isIdentified, let extended = ExtendedScore(self, added.candidates) else { return nil }
    let identified = extended.variances.indices.filter { extended.variances[$0] != nil }
    guard
      let (sum, rank) = GeneralizedInverse.quadraticForm(
        identified.map { extended.slopes[$0] }, extended.conditional.principal(identified)), rank > 0
    else { return nil }
    return ParameterTestResult(
      restriction: added.text, chiSquare: scoreWeight * sum, degreesOfFreedom: rank,
      pValue: ChiSquare(degreesOfFreedom: Double(rank)).upperTail(scoreWeight * sum))
  }
}
