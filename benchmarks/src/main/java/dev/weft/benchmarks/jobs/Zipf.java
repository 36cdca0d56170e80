package dev.weft.benchmarks.jobs;

/** Samples a Zipf distribution by the alias method: two table reads per sample. */
final class Zipf {

    private final double[] threshold;
    private final int[] alias;

    Zipf(int ranks, double exponent) {
        threshold = new double[ranks];
        alias = new int[ranks];
        double sum = 0;
        for (int i = 0; i < ranks; i++) {
            threshold[i] = Math.pow(i + 1, -exponent);
            sum += threshold[i];
        }
        int[] small = new int[ranks];
        int[] large = new int[ranks];
        int smalls = 0;
        int larges = 0;
        for (int i = 0; i < ranks; i++) {
            threshold[i] *= ranks / sum;
            if (threshold[i] < 1) {
                small[smalls++] = i;
            } else {
                large[larges++] = i;
            }
        }
        while (smalls > 0 && larges > 0) {
            int less = small[--smalls];
            int more = large[--larges];
            alias[less] = more;
            threshold[more] -= 1 - threshold[less];
            if (threshold[more] < 1) {
                small[smalls++] = more;
            } else {
                large[larges++] = more;
            }
        }
        while (larges > 0) {
            threshold[large[--larges]] = 1;
        }
        while (smalls > 0) {
            threshold[small[--smalls]] = 1;
        }
    }

    /** The rank that a random number stands for. */
    int sample(long random) {
        int column = (int) SplitMix.below(random, threshold.length);
        double height = (SplitMix.mix(random) >>> 11) * 0x1.0p-53;
        return height < threshold[column] ? column : alias[column];
    }
}
