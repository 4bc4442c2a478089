/// How the factors of EFA blocks (`efa("block")*f =~ ...`) are rotated. Defaults are lavaan's.
public struct RotationOptions: Sendable, Equatable {
  public var criterion = RotationCriterion.geomin()
  /// Leave factors uncorrelated; criteria that are defined only so do it anyway.
  public var isOrthogonal = false
  /// Standard errors of the rotated solution.
  public enum StandardErrors: String, Sendable, CaseIterable {
    /// lavaan's default, see ``RotationBorder``. Those of oblique rotations of standardized loadings differ from the delta method's.
    case bordered
    /// The delta method: what varies is the rotation of another sample in the same way.
    case delta
  }

  public var standardErrors = StandardErrors.bordered
  /// Divide loadings by the implied standard deviations of their variables while they are rotated.
  public var standardizesLoadings = true
  /// Random starts besides the unrotated solution.
  public var starts = 30

  public init() {}

  /// Whether covariances of factors stay zero.
  var keepsFactorsUncorrelated: Bool { (isOrthogonal && !criterion.isPromax) || criterion.isOrthogonalOnly || criterion == .none }
}
