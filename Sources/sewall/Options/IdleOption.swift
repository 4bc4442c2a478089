import PathAnalysis

/// An option that was given and has nothing to act on: it is refused by name, never ignored.
///
/// Which options need what is said here and nowhere else. An option that names what holds anyway (`--no-meanstructure` where means
/// are not modelled) is not idle.
struct IdleOption: Sendable, Equatable {
  /// The option's name without dashes.
  var option: String
  /// What it would act on: "there is no bootstrap".
  var reason: String
  var advice: String
  /// Options of a command line that take it away from a model file written for another run.
  var takenAwayBy: [String] = []

  var text: String { "`\(option)` has no effect: \(reason)" }

  static let id = "without-effect"

  /// The given ones among options that all need the same.
  fileprivate static func all(
    _ options: [(name: String, isGiven: Bool)], unless isMet: Bool, _ reason: String, advice: String,
    takenAwayBy: [String] = []
  ) -> [IdleOption] {
    if isMet { return [] }
    return options.filter(\.isGiven).map {
      IdleOption(option: $0.name, reason: reason, advice: advice, takenAwayBy: takenAwayBy)
    }
  }
}

extension AnalysisOptions {
  /// Options without what they act on, whatever the model and the data.
  var idleOptions: [IdleOption] { idleWithoutDraws + idleWithoutCases + idleWithoutRotation + idleWithoutFile }

  private var idleWithoutDraws: [IdleOption] {
    let resamples = (intervals.bootstrap ?? 0) > 0
    return IdleOption.all(
      [("ci", intervals.ci != nil), ("boot-x", intervals.bootX != nil), ("acceleration", intervals.acceleration != nil)],
      unless: resamples, "there is no bootstrap", advice: "add --bootstrap 5000, or leave it out", takenAwayBy: ["bootstrap"])
      + IdleOption.all(
        [("acceleration", resamples && intervals.acceleration != nil)], unless: intervals.ci == .biasCorrectedAccelerated,
        "only BCa intervals are accelerated", advice: "add --ci bca, or leave it out", takenAwayBy: ["ci"])
  }

  private var idleWithoutCases: [IdleOption] {
    IdleOption.all(
      [
        ("missing", fitting.missing.map { $0 != .listwise } ?? false), ("aux", fitting.aux != nil),
        ("cluster", input.cluster != nil), ("sampling-weights", input.samplingWeights != nil),
      ],
      unless: !input.givesMoments, "moments were given, and it is about cases",
      advice: "give the raw data with --data, or leave it out")
  }

  private var idleWithoutRotation: [IdleOption] {
    let rotation = factors.rotation ?? .geomin
    let parameters: [(name: String, isGiven: Bool, rotations: [RotationName])] = [
      ("geomin-epsilon", factors.geominEpsilon != nil, [.geomin, .bifactorGeomin]),
      ("oblimin-gamma", factors.obliminGamma != nil, [.oblimin]), ("promax-power", factors.promaxPower != nil, [.promax]),
      ("rotation-se", factors.rotationSe != nil, RotationName.allCases.filter { $0 != .none }),
      ("rotation-std-ov", factors.rotationStdOv != nil, RotationName.allCases.filter { $0 != .none }),
    ]
    return parameters.flatMap { name, isGiven, rotations in
      IdleOption.all(
        [(name, isGiven)], unless: rotations.contains(rotation), "the rotation is \(rotation.rawValue)",
        advice: rotations.count == 1 ? "add --rotation \(rotations[0].rawValue), or leave it out" : "leave it out",
        takenAwayBy: ["rotation"])
    }
  }

  private var idleWithoutFile: [IdleOption] {
    IdleOption.all(
      [("factor-score-method", output.factorScoreMethod != nil)], unless: output.factorScores != nil,
      "no factor scores are written", advice: "add --factor-scores FILE, or leave it out",
      takenAwayBy: ["factor-score-method"])
  }

  /// Options that this model gives nothing to act on.
  func idleOptions(in table: ParameterTable) -> [IdleOption] {
    let equality = [("group-equal", specification.groupEqual != nil), ("group-partial", specification.groupPartial != nil)]
    let latent = [
      ("std-lv", specification.stdLv == true), ("orthogonal", specification.orthogonal == true),
      ("effect-coding", specification.effectCoding.map { !$0.kinds.isEmpty } ?? false),
    ]
    let rotation = [
      ("rotation", factors.rotation.map { $0 != .none } ?? false), ("rotation-orthogonal", factors.rotationOrthogonal == true),
      ("rotation-se", factors.rotationSe != nil), ("rotation-std-ov", factors.rotationStdOv != nil),
      ("geomin-epsilon", factors.geominEpsilon != nil), ("oblimin-gamma", factors.obliminGamma != nil),
      ("promax-power", factors.promaxPower != nil),
    ]
    return IdleOption.all(
      equality, unless: table.groupCount > 1 || specification.group != nil, "there are no groups",
      advice: "name the variable of the groups with --group, or leave it out", takenAwayBy: ["cov", "cor", "moments", "data"])
      + IdleOption.all(
        latent, unless: !table.latentVariables.isEmpty || table.hasLevels, "the model has no latent variables",
        advice: "measure one with `=~`, or leave it out")
      + IdleOption.all(
        rotation, unless: table.hasFactorBlocks, "the model has no exploratory factors",
        advice: "write them as `efa(\"block\")*f1 + efa(\"block\")*f2 =~ x1 + x2 + …`, or leave it out")
      + IdleOption.all(
        [("parameterization", specification.parameterization != nil)], unless: !table.ordinalVariables.isEmpty,
        "no variable is ordinal", advice: "name the ordinal variables with --ordered, or leave it out",
        takenAwayBy: ["ordered"])
      + IdleOption.all(
        [("int-ov-free", specification.intOvFree == false)], unless: table.hasMeanStructure, "means are not modelled",
        advice: "add --meanstructure, or leave it out", takenAwayBy: ["meanstructure"])
  }
}
