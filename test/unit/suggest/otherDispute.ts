/** A letter about a dispute that no collection here knows of, with the statements that a reader marked before trying it. */
export const raw = `Permanent Mission of Norland to the World Assembly

12 May 2031

His Excellency Mr. Tomas Brandt
President of the World Assembly

Excellency,

I write to bring to your attention the repeated shelling of the town of Velin by the armed forces of Sudmark since 3 May 2031, which has killed at least 14 civilians and destroyed the only hospital in the district. According to the International Monitoring Mission, the shells were fired from positions inside Sudmark, and the gunners had been warned twice that the hospital was full.

Sudmark claims that the hospital was used as a military command post. No soldier has ever been stationed there, as confirmed by the Red Cross on 6 May 2031.[1] Moreover, the Government of Sudmark has blocked the Tarn road, thereby depriving 20,000 inhabitants of food and medicine, and refuses to let aid convoys pass.

These acts constitute grave breaches of the Treaty of Lund, which both States ratified in 2019. The Assembly’s resolution 114, adopted in 2029, demands the withdrawal of all foreign troops from the Tarn valley. Sudmark voted against it.

In recent months Sudmark has recruited fighters from abroad and paid them through private companies. Its navy laid mines in the river Oster, killing two fishermen. The observers who were sent by the Assembly to monitor the truce were expelled on 28 April.

Norland has always respected the truce of 1 April and withdrew its troops from the border zone within ten days. The allegations of Sudmark’s Foreign Minister about secret camps in our territory are unfounded. We urge the Assembly to condemn these attacks and hope that peace will soon return.

Please accept, Excellency, the assurances of my highest consideration.

(Signed) Anna Lind
Ambassador

[1] See www.example.org/report.`

export const statements = [
  'the repeated shelling of the town of Velin by the armed forces of Sudmark since 3 May 2031',
  'which has killed at least 14 civilians',
  'destroyed the only hospital in the district',
  'the shells were fired from positions inside Sudmark',
  'the gunners had been warned twice that the hospital was full',
  'Sudmark claims that the hospital was used as a military command post',
  'No soldier has ever been stationed there, as confirmed by the Red Cross on 6 May 2031',
  'the Government of Sudmark has blocked the Tarn road',
  'thereby depriving 20,000 inhabitants of food and medicine',
  'refuses to let aid convoys pass',
  'These acts constitute grave breaches of the Treaty of Lund',
  'the Treaty of Lund, which both States ratified in 2019',
  'The Assembly’s resolution 114, adopted in 2029, demands the withdrawal of all foreign troops from the Tarn valley',
  'Sudmark voted against it',
  'Sudmark has recruited fighters from abroad and paid them through private companies',
  'Its navy laid mines in the river Oster, killing two fishermen',
  'The observers who were sent by the Assembly to monitor the truce were expelled on 28 April',
  'Norland has always respected the truce of 1 April',
  'withdrew its troops from the border zone within ten days',
  'The allegations of Sudmark’s Foreign Minister about secret camps in our territory are unfounded',
]
