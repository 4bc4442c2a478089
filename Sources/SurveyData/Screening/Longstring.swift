/// The longest run of identical answers to neighbouring items (Johnson, 2005).
enum Longstring {
  /// Of one person's answers in the questionnaire's order, as given; a missing answer (NaN) ends a run.
  static func length(_ answers: [Double]) -> Int {
    var (longest, current) = (0, 0)
    for (place, answer) in answers.enumerated() {
      if answer.isNaN {
        current = 0
      } else {
        current = place > 0 && answers[place - 1] == answer ? current + 1 : 1
      }
      longest = max(longest, current)
    }
    return longest
  }
}
