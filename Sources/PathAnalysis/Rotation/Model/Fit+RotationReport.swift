extension Fit {
  /// What kept a rotation from being what was asked for.
  var rotationMessages: [Message] {
    guard let rotation else { return [] }
    if rotation.blocks.isEmpty {
      return [
        Message(
          .error, "no-rotation",
          "The loadings could not be rotated by \(model.options.rotation.criterion.name): the solution below is unrotated. "
            + "Ask for another rotation, or for fewer factors.")
      ]
    }
    if !rotation.hasConverged {
      return [
        Message(
          .warning, "rotation-not-converged",
          "The rotation by \(model.options.rotation.criterion.name) came to no minimum: its loadings are not a solution.")
      ]
    }
    if asymptoticCovariance == nil && identification.isIdentified {
      return [
        Message(
          .warning, "rotation-flat",
          "Rotations close to this one are as good by \(model.options.rotation.criterion.name): there are no standard errors.")
      ]
    }
    return []
  }

  /// The rotation behind the loadings: criterion, metric, starts, standard errors.
  var rotationConventions: [Convention] {
    guard let rotation, let first = rotation.blocks.first else { return [] }
    let options = model.options.rotation
    let isBordered =
      options.standardErrors == .bordered && options.standardizesLoadings && !first.isOrthogonal && !options.criterion.isPromax
    let kind = first.isOrthogonal ? "orthogonal" : "oblique"
    let metric = options.standardizesLoadings ? "standardised loadings" : "unstandardised loadings"
    let starts = rotation.blocks.map { "\($0.agreeingStarts.agreeing) of \($0.agreeingStarts.total)" }.joined(separator: ", ")
    return [
      Convention(
        "rotation", "\(options.criterion.name), \(kind), of \(metric); the minimum kept was found from \(starts) starts"),
      Convention("rotation se", isBordered ? "bordered (lavaan's)" : "delta"),
    ]
  }
}

extension RotationCriterion {
  /// lavaan's name, with the criterion's number.
  var name: String {
    switch self {
    case .none: "none"
    case .geomin(let epsilon): "geomin (epsilon \(PlainNumber.significant(epsilon)))"
    case .oblimin(let gamma): gamma == 0 ? "oblimin" : "oblimin (gamma \(PlainNumber.significant(gamma)))"
    case .quartimin: "quartimin"
    case .varimax: "varimax"
    case .quartimax: "quartimax"
    case .orthomax(let gamma): "orthomax (gamma \(PlainNumber.significant(gamma)))"
    case .crawfordFerguson(let weight): weight.name
    case .entropy: "entropy"
    case .mccammon: "mccammon"
    case .infomax: "infomax"
    case .tandem1: "tandem1"
    case .tandem2: "tandem2"
    case .oblimax: "oblimax"
    case .bentler: "bentler"
    case .simplimax: "simplimax"
    case .target: "target"
    case .promax(let power): "promax (power \(PlainNumber.significant(power)))"
    case .bifactorGeomin(let epsilon): "bi-geomin (epsilon \(PlainNumber.significant(epsilon)))"
    case .bifactorQuartimin: "bi-quartimin"
    }
  }
}

extension CrawfordFergusonWeight {
  fileprivate var name: String {
    switch self {
    case .quartimax: "cf-quartimax"
    case .varimax: "cf-varimax"
    case .equamax: "cf-equamax"
    case .parsimax: "cf-parsimax"
    case .factorParsimony: "cf-facparsim"
    case .kappa(let kappa): "crawford-ferguson (kappa \(PlainNumber.significant(kappa)))"
    }
  }
}
