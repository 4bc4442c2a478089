extension EstimationOptions.Missing {
  /// Whether the likelihood of each case's observed values is maximised.
  public var isFullInformation: Bool { self == .fullInformation || self == .fullInformationWithX }

  /// Whether the saturated model's moments are fitted.
  public var isTwoStage: Bool { self == .twoStage || self == .robustTwoStage }
}
