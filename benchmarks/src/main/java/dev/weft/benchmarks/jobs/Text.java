package dev.weft.benchmarks.jobs;

/** Lines of ten words, each followed by a blank; words by Zipf's law with exponent 1.1 out of 100,000. */
public final class Text {

    public static final int WORDS_PER_LINE = 10;

    private static final int VOCABULARY = 100_000;
    private static final double EXPONENT = 1.1;

    private final Zipf zipf = new Zipf(VOCABULARY, EXPONENT);
    private final String[] words = new String[VOCABULARY];

    public Text() {
        for (int i = 0; i < VOCABULARY; i++) {
            words[i] = word(i);
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
        StringBuilder line = new StringBuilder(WORDS_PER_LINE * 10);
        for (int i = 0; i < WORDS_PER_LINE; i++) {
            line.append(words[zipf.sample(SplitMix.at(index * WORDS_PER_LINE + i))])
                    .append(' ');
        }
        return line.toString();
    }
}
