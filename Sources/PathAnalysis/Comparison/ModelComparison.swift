import Glibc
import LinearAlgebra

/// Models fitted to the same data, compared pair by pair in the order of their degrees of freedom.
///
/// ```swift
/// let comparison = ModelComparison([("free", free), ("equal slopes", equal)])
/// for row in comparison.results.models { print(row.name, row.difference?.pValue ?? .nan) }
/// ```
public struct ModelComparison: Sendable {
  struct Entry: Sendable {
    var name: String
    var fit: Fit
    var measures: [String: Double]
  }

  private let entries: [Entry]
  private let method: DifferenceMethod?

  /// - Parameter method: `nil`: the standard test, or with robust estimators the customary scaled one.
  public init(_ models: [(name: String, fit: Fit)], method: DifferenceMethod? = nil) {
    let entries = models.map { model in
      var measures: [String: Double] = [:]
      for measure in model.fit.measures { measures[measure.name] = measure.value }
      return Entry(name: model.name, fit: model.fit, measures: measures)
    }
    // Equal degrees of freedom stay in the order given.
    self.entries = entries.enumerated().sorted {
      ($0.element.fit.degreesOfFreedom, $0.offset) < ($1.element.fit.degreesOfFreedom, $1.offset)
    }.map(\.element)
    self.method = method
  }

  public var results: ComparisonResults {
    let samples = SampleComparison(entries.map(\.fit))
    var rows = entries.map(row)
    var messages = entries.flatMap { modelMessages($0) } + samples.messages(entries.map(\.name))
    if samples.areComparableLikelihoods { addWeights(&rows) }
    for index in rows.indices.dropFirst() where samples.haveSameMoments {
      let (restricted, general) = (entries[index], entries[index - 1])
      rows[index].cfiChange = difference(rows[index].cfi, rows[index - 1].cfi)
      rows[index].rmseaChange = difference(rows[index].rmsea, rows[index - 1].rmsea)
      let pair = ComparedPair(restricted: restricted, general: general, method: method)
      rows[index].nesting = pair.nesting
      rows[index].difference = pair.difference
      messages += pair.messages
    }
    return ComparisonResults(
      models: rows, sampleSize: entries.first?.fit.sampleSize ?? 0,
      groups: entries.first?.fit.groups.map { GroupResult(label: $0.sample.label, sampleSize: $0.sample.sampleSize) } ?? [],
      messages: messages)
  }

  private func difference(_ a: Double?, _ b: Double?) -> Double? {
    guard let a, let b else { return nil }
    return a - b
  }

  private func row(_ entry: Entry) -> ComparedModelResult {
    let m = entry.measures
    return ComparedModelResult(
      name: entry.name, converged: entry.fit.converged, freeCount: entry.fit.freeCount,
      degreesOfFreedom: entry.fit.degreesOfFreedom, chiSquare: entry.fit.chiSquare, pValue: m["pvalue"],
      scaledChiSquare: m["chisq.scaled"], scaledPValue: m["pvalue.scaled"], scalingFactor: m["chisq.scaling.factor"],
      cfi: m["cfi.robust"] ?? m["cfi"], rmsea: m["rmsea.robust"] ?? m["rmsea"], srmr: m["srmr"], aic: m["aic"], bic: m["bic"])
  }

  private func addWeights(_ rows: inout [ComparedModelResult]) {
    let aic = Self.weights(rows.map(\.aic))
    let bic = Self.weights(rows.map(\.bic))
    for index in rows.indices {
      rows[index].aicWeight = aic?[index]
      rows[index].bicWeight = bic?[index]
    }
  }

  /// `exp(-(IC - min)/2)` over their sum.
  static func weights(_ criteria: [Double?]) -> [Double]? {
    let known = criteria.compactMap { $0 }
    guard known.count == criteria.count, let least = known.min() else { return nil }
    let terms = known.map { exp(-($0 - least) / 2) }
    let sum = terms.reduce(0, +)
    return terms.map { $0 / sum }
  }

  private func modelMessages(_ entry: Entry) -> [Message] {
    entry.fit.messages.filter { $0.severity == .error }.map { Message(.error, $0.id, "\(entry.name): \($0.text)") }
  }
}
