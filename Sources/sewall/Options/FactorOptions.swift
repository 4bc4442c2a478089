import ArgumentParser
import PathAnalysis

/// How the factors of EFA blocks are rotated.
struct FactorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Rotation of EFA blocks (geomin): geomin, oblimin, quartimin, promax, infomax, bentler, simplimax, cf-quartimax, "
        + "cf-varimax, cf-equamax, cf-parsimax, cf-facparsim, bi-geomin, bi-quartimin; orthogonal: varimax, quartimax, entropy, "
        + "mccammon, tandem1, tandem2, oblimax; or none.",
      valueName: "name"))
  var rotation: RotationName?

  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Rotate to uncorrelated factors.")
  var rotationOrthogonal: Bool?

  @Option(
    help: ArgumentHelp(
      "Standard errors of the rotation: bordered (lavaan's default) or delta. They differ where standardised factors correlate.",
      valueName: "name"))
  var rotationSe: RotationOptions.StandardErrors?

  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Rotate standardised loadings (the default).")
  var rotationStdOv: Bool?

  @Option(help: ArgumentHelp("Added to squared loadings by geomin (.001).", valueName: "x"), transform: FactorOptions.positive)
  var geominEpsilon: Double?

  @Option(help: ArgumentHelp("Obliqueness of oblimin, 0 or less (0).", valueName: "x"), transform: FactorOptions.number)
  var obliminGamma: Double?

  @Option(help: ArgumentHelp("Power of promax (4).", valueName: "x"), transform: FactorOptions.positive)
  var promaxPower: Double?

  /// The library's options.
  var rotationOptions: RotationOptions {
    var options = RotationOptions()
    options.criterion = (rotation ?? .geomin).criterion(
      epsilon: geominEpsilon ?? 0.001, gamma: obliminGamma ?? 0, power: promaxPower ?? 4)
    options.standardErrors = rotationSe ?? options.standardErrors
    options.standardizesLoadings = rotationStdOv ?? options.standardizesLoadings
    options.isOrthogonal = rotationOrthogonal ?? false
    return options
  }

  @Sendable private static func number(_ text: String) throws -> Double {
    guard let value = Double(text), value.isFinite, value <= 1 else { throw ValidationError("`\(text)` is no number up to 1") }
    return value
  }

  @Sendable private static func positive(_ text: String) throws -> Double {
    guard let value = Double(text), value.isFinite, value > 0 else { throw ValidationError("`\(text)` is no positive number") }
    return value
  }
}

/// Rotation criteria under lavaan's names.
enum RotationName: String, NamedChoice {
  case none, geomin, oblimin, quartimin, varimax, quartimax, promax, entropy, mccammon, infomax, tandem1, tandem2, oblimax,
    bentler
  case simplimax
  case cfQuartimax = "cf-quartimax"
  case cfVarimax = "cf-varimax"
  case cfEquamax = "cf-equamax"
  case cfParsimax = "cf-parsimax"
  case cfFacparsim = "cf-facparsim"
  case bifactorGeomin = "bi-geomin"
  case bifactorQuartimin = "bi-quartimin"

  static var otherSpellings: [String: RotationName] { ["bigeomin": .bifactorGeomin, "biquartimin": .bifactorQuartimin] }

  func criterion(epsilon: Double, gamma: Double, power: Double) -> RotationCriterion {
    switch self {
    case .none: RotationCriterion.none
    case .geomin: .geomin(epsilon: epsilon)
    case .oblimin: .oblimin(gamma: gamma)
    case .quartimin: .quartimin
    case .varimax: .varimax
    case .quartimax: .quartimax
    case .promax: .promax(power: power)
    case .entropy: .entropy
    case .mccammon: .mccammon
    case .infomax: .infomax
    case .tandem1: .tandem1
    case .tandem2: .tandem2
    case .oblimax: .oblimax
    case .bentler: .bentler
    case .simplimax: .simplimax()
    case .cfQuartimax: .crawfordFerguson(.quartimax)
    case .cfVarimax: .crawfordFerguson(.varimax)
    case .cfEquamax: .crawfordFerguson(.equamax)
    case .cfParsimax: .crawfordFerguson(.parsimax)
    case .cfFacparsim: .crawfordFerguson(.factorParsimony)
    case .bifactorGeomin: .bifactorGeomin(epsilon: epsilon)
    case .bifactorQuartimin: .bifactorQuartimin
    }
  }
}
