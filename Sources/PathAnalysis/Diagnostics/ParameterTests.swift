/// A test of restrictions: one equality released (score), all of them, or some imposed (Wald).
public struct ParameterTestResult: Sendable {
  /// The restrictions as text: `b1 == b2`.
  public var restriction: String
  public var chiSquare: Double
  public var degreesOfFreedom: Int
  public var pValue: Double
  /// Score tests of one equality: how much its left side less its right side is expected to change when it is released.
  public var expectedChange: Double?
}
