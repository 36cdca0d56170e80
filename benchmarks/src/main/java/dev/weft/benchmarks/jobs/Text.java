package dev.weft.benchmarks.jobs;

/**
 * Lines of ten words, each followed by a blank; words from a Zipf distribution with exponent 1.1 over 100,000. The
 * lines are generated beforehand and repeated, so that text generation is not measured.
 */
public final class Text {

    public static final int WORDS_PER_LINE = 10;

    private static final int VOCABULARY = 100_000;
    private static final double EXPONENT = 1.1;
    private static final int POOL = 1 << 16;

    private final String[] lines = new String[POOL];

    public Text() {
        Zipf zipf = new Zipf(VOCABULARY, EXPONENT);
        for (int i = 0; i < POOL; i++) {
            StringBuilder line = new StringBuilder();
            for (int k = 0; k < WORDS_PER_LINE; k++) {
                int rank = zipf.sample(SplitMix.at((long) i * WORDS_PER_LINE + k));
                line.append(word(rank)).append(' ');
            }
            lines[i] = line.toString();
        }
    }

    /** One to seven letters, and the rank in as few characters as tell it. */
    private static String word(int rank) {
        long random = SplitMix.at(rank);
        StringBuilder word = new StringBuilder();
        int length = 1 + (int) SplitMix.below(random, 7);
        for (int i = 0; i < length; i++) {
            word.append((char) ('a' + Math.floorMod(random >>> 5 * i, 26)));
        }
        return word.append(Integer.toString(rank, 36)).toString();
    }

    public String line(long index) {
        return lines[(int) index & POOL - 1];
    }
}
