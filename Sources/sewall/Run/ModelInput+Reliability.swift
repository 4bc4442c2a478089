import ModelSyntax
import PathAnalysis
import SurveyData

/// A model with the samples that it is fitted to, under the names that it has for their variables.
struct SpecifiedSamples {
  var model: PathModel
  /// What was found in the model file.
  var findings: [Finding]
  var observed: SampleInput
  /// Options that have nothing to act on in the model.
  var idle: [IdleOption]
}

extension ModelInput {
  /// The model of the body and its samples, with variables corrected whose reliability the front matter gives.
  ///
  /// Their error variances are shares of the variances in the analysed cases, and which these are depends on the model: it is
  /// specified once to find the cases, and once more with their variances.
  ///
  /// Throws a failure with status 64 or 65 that lists every error of the file, or names what is wrong with the data.
  func specifiedSamples(
    _ analysis: AnalysisOptions, _ source: DataSource, _ groups: [RowGroup]
  ) throws(Failure) -> SpecifiedSamples {
    let options = try analysis.modelOptions.counting(source, self, analysis.estimationOptions.missing)
    let draft = draftCorrections
    let (model, findings) = try specified(options, groupCount: groups.count, correcting: draft)
    let names = Dictionary(draft.map { ($0.indicator, $0.variable) }, uniquingKeysWith: { first, _ in first })
    var selection = analysis.selection(model.table)
    selection.standardized = Set(selection.standardized.map { names[$0] ?? $0 })
    var observed = try SampleInput(
      source, variables: model.sampleVariables(analysis.estimationOptions).map { names[$0] ?? $0 }, groups: groups, selection,
      self)
    let idle = analysis.idleOptions(in: model.table)
    if draft.isEmpty { return SpecifiedSamples(model: model, findings: findings, observed: observed, idle: idle) }
    let corrections = try corrections(source, observed.samples)
    let corrected = try specified(options, groupCount: groups.count, correcting: corrections, samples: observed.samples)
    observed.samples = observed.samples.map { $0.renamed(for: corrections) }
    return SpecifiedSamples(
      model: corrected.model, findings: corrected.findings + corrections.map(Self.note), observed: observed, idle: idle)
  }

  /// The corrections before alphas are known.
  var draftCorrections: [ReliabilityCorrection] {
    frontMatter.corrections.given.map { ReliabilityCorrection($0.variable, reliability: $0.value ?? 1, range: $0.range) }
  }

  /// The corrections, with alphas of the analysed cases.
  func corrections(_ source: DataSource, _ samples: [Sample]) throws(Failure) -> [ReliabilityCorrection] {
    var corrections: [ReliabilityCorrection] = []
    for given in frontMatter.corrections.given {
      let value: Double
      if let number = given.value { value = number } else { value = try alpha(given, source, samples) }
      corrections.append(ReliabilityCorrection(given.variable, reliability: value, range: given.range))
    }
    return corrections
  }

  private func alpha(
    _ given: FrontMatter.GivenReliability, _ source: DataSource, _ samples: [Sample]
  ) throws(Failure) -> Double {
    func failure(_ message: String, _ advice: String) -> Failure {
      Failure(
        .wrongInput, [Finding(Diagnostic(.error, "reliability", message, at: given.range, advice: advice), in: self.source)])
    }
    guard case .rows(let table) = source.content,
      let scores = source.preparation?.scales.first(where: { $0.scale.name == given.variable })
    else {
      throw failure(
        "`\(given.variable)` is no scale of this model file whose alpha could be computed",
        "give a number, as in `reliability: {\(given.variable): .91}`, or define it in `scales`")
    }
    let rows = samples.flatMap { $0.rowNumbers ?? [] }
    let analysed = scores.items.rowCount == table.rowCount && !rows.isEmpty ? scores.selecting(rows.sorted()) : scores
    guard let alpha = analysed.reliability().alpha?.value, alpha > 0 else {
      throw failure("alpha of scale `\(given.variable)` is not above 0", "is an item to be reversed?")
    }
    return alpha
  }

  private static func note(_ correction: ReliabilityCorrection) -> Finding {
    let hundredths = (correction.reliability * 1000).rounded() / 1000
    return Finding(
      .note, "reliability",
      "`\(correction.variable)` is corrected for a reliability of \(hundredths): `\(correction.indicator)` is its only indicator, "
        + "with error variance (1 - reliability) x sample variance")
  }
}
