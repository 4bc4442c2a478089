import LinearAlgebra

/// Rotates the estimates of one draw of a bootstrap after another.
///
/// Each rotation descends from the sample's solution, so that factors keep their order and signs from draw to draw.
struct DrawRotation: Sendable {
  private let model: PathModel
  /// Rotated loadings of the sample's blocks.
  private let references: [Matrix]

  /// - Returns: nil for a fit without rotation.
  init?(_ fit: Fit) {
    guard let rotation = fit.rotation, !rotation.blocks.isEmpty else { return nil }
    model = fit.model
    references = rotation.blocks.map(\.loadings)
  }

  /// - Returns: nil if no rotation exists.
  func rotated(_ unrotated: [Double], _ observed: [ObservedMoments]) -> [Double]? {
    FactorRotation(model, unrotated: unrotated, observed: observed, near: references)?.parameters(unrotated)
  }
}
