package dev.weft.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MemorySizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1024, 1024",
        "1024b, 1024",
        "12 bytes, 12",
        "64k, 65536",
        "64 KB, 65536",
        "1m, 1048576",
        "2 mb, 2097152",
        "1g, 1073741824",
        "1 gibibytes, 1073741824",
        "1 tb, 1099511627776"
    })
    void sizesAreReadWithTheirUnits(String text, long bytes) {
        assertThat(MemorySize.parse(text).getBytes()).isEqualTo(bytes);
    }

    @Test
    void aNumberWithoutUnitHasTheDefaultUnit() {
        assertThat(MemorySize.parse("512", MemorySize.MemoryUnit.MEGA_BYTES)).isEqualTo(MemorySize.ofMebiBytes(512));
    }

    @Test
    void whatIsNoSizeIsNamed() {
        assertThatThrownBy(() -> MemorySize.parse("abc")).hasMessageContaining("'abc'");
        assertThatThrownBy(() -> MemorySize.parse("")).hasMessageContaining("not a memory size");
        assertThatThrownBy(() -> MemorySize.parse("-1")).hasMessageContaining("'-1'");
        assertThatThrownBy(() -> MemorySize.parse("7 parsecs")).hasMessageContaining("'parsecs'");
        assertThatThrownBy(() -> MemorySize.parse("9999999 tb")).hasMessageContaining("63 bits");
        assertThatThrownBy(() -> new MemorySize(-1)).hasMessageContaining("-1 bytes");
    }

    @Test
    void aSizeIsWrittenInTheLargestUnitThatLosesNothing() {
        assertThat(MemorySize.ofMebiBytes(64)).hasToString("64 mb");
        assertThat(new MemorySize(1025)).hasToString("1025 bytes");
        assertThat(MemorySize.ofMebiBytes(2048)).hasToString("2 gb");
        assertThat(MemorySize.ZERO).hasToString("0 bytes");
        assertThat(MemorySize.ofMebiBytes(1536).toHumanReadableString()).isEqualTo("1.500gb (1610612736 bytes)");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        for (long bytes : new long[] {0, 1, 1023, 1024, 4096, 1 << 20, 3L << 30, Long.MAX_VALUE}) {
            assertThat(MemorySize.parse(new MemorySize(bytes).toString()).getBytes())
                    .isEqualTo(bytes);
        }
    }

    @Test
    void sumsThatDoNotFitAreRefused() {
        MemorySize one = new MemorySize(1);

        assertThat(one.add(one)).isEqualTo(new MemorySize(2));
        assertThat(MemorySize.ofMebiBytes(10).multiply(0.25).divide(5)).isEqualTo(new MemorySize(524288));
        assertThatThrownBy(() -> MemorySize.MAX_VALUE.add(one)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> one.subtract(MemorySize.ofMebiBytes(1))).hasMessageContaining("below zero");
        assertThatThrownBy(() -> MemorySize.MAX_VALUE.multiply(2)).isInstanceOf(ArithmeticException.class);
    }
}
