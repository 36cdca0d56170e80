package dev.weft.api.java.utils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParameterToolTest {
    private static ParameterTool tool(String... args) {
        return ParameterTool.fromArgs(args);
    }

    @Test
    void oneAndTwoDashesNameParameters() {
        ParameterTool tool = tool("--input", "a.txt", "-n", "3");

        assertThat(tool.get("input")).isEqualTo("a.txt");
        assertThat(tool.getInt("n")).isEqualTo(3);
        assertThat(tool.getNumberOfParameters()).isEqualTo(2);
    }

    @Test
    void aNegativeNumberIsAValueNotAName() {
        ParameterTool tool = tool("--offset", "-5", "--factor", "-0.5");

        assertThat(tool.getLong("offset")).isEqualTo(-5);
        assertThat(tool.getDouble("factor")).isEqualTo(-0.5);
    }

    @Test
    void aParameterMayHaveNoValue() {
        ParameterTool tool = tool("--verbose", "--input", "a", "--last");

        assertThat(tool.has("verbose")).isTrue();
        assertThat(tool.has("last")).isTrue();
        assertThat(tool.get("input")).isEqualTo("a");
        assertThatThrownBy(() -> tool.getInt("verbose")).hasMessageContaining("--verbose has no value");
    }

    @Test
    void whatIsNoParameterIsNamed() {
        assertThatThrownBy(() -> tool("input", "a")).hasMessageContaining("'input'");
        assertThatThrownBy(() -> tool("--", "a")).hasMessageContaining("has no name");
    }

    @Test
    void aMissingParameterHasItsDefaultOrIsNamed() {
        ParameterTool tool = tool();

        assertThat(tool.get("a", "x")).isEqualTo("x");
        assertThat(tool.getInt("b", 4)).isEqualTo(4);
        assertThat(tool.getBoolean("c", true)).isTrue();
        assertThat(tool.get("d")).isNull();
        assertThatThrownBy(() -> tool.getRequired("e")).hasMessage("parameter --e is missing: it is required");
        assertThatThrownBy(() -> tool.getInt("e")).hasMessageContaining("--e");
    }

    @Test
    void aValueOfTheWrongKindIsShown() {
        assertThatThrownBy(() -> tool("--n", "many").getInt("n"))
                .hasMessage("parameter --n is 'many', it must be a whole number");
        assertThatThrownBy(() -> tool("--n", "300").getByte("n")).hasMessageContaining("-128 to 127");
    }

    @Test
    void itKnowsWhatNobodyAskedFor() {
        ParameterTool tool = tool("--used", "1", "--unused", "2");
        tool.get("used");

        assertThat(tool.getUnrequestedParameters()).containsExactly("unused");
    }

    @Test
    void mergedParametersPreferTheOthers() {
        ParameterTool merged = tool("--a", "1", "--b", "1").mergeWith(tool("--b", "2", "--c", "2"));

        assertThat(merged.toMap()).isEqualTo(Map.of("a", "1", "b", "2", "c", "2"));
    }

    @Test
    void parametersTravel() throws Exception {
        ParameterTool tool = tool("--a", "1");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(tool);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ParameterTool arrived = (ParameterTool) in.readObject();

            assertThat(arrived).isEqualTo(tool);
            assertThat(arrived.getInt("a", 0)).isEqualTo(1);
        }
    }

    @Test
    void propertiesFilesAreReadAndWritten(@TempDir java.nio.file.Path directory) throws Exception {
        File file = directory.resolve("p.properties").toFile();
        ParameterTool tool = tool("--a", "1", "--unused", "2");
        tool.get("a");
        tool.get("b", "default");
        tool.createPropertiesFile(file.getPath());

        ParameterTool read = ParameterTool.fromPropertiesFile(file);

        assertThat(read.get("a")).isEqualTo("1");
        assertThat(read.get("b")).isEqualTo("default");
        assertThat(read.has("unused")).isFalse();
        assertThatThrownBy(() -> tool.createPropertiesFile(file.getPath(), false))
                .hasMessageContaining("exists");
        assertThatThrownBy(() -> ParameterTool.fromPropertiesFile(
                        directory.resolve("none").toFile()))
                .hasMessageContaining("none does not exist");
    }

    @Test
    void aParameterOfManyKeepsAllItsValues() {
        MultipleParameterTool tool =
                MultipleParameterTool.fromArgs(new String[] {"--input", "a", "--input", "b", "--output", "c"});

        assertThat(tool.getMultiParameter("input")).containsExactly("a", "b");
        assertThat(tool.get("output")).isEqualTo("c");
        assertThat(tool.getMultiParameter("none")).isNull();
        assertThat(tool.toMap()).containsEntry("input", "a,b");
        assertThatThrownBy(() -> tool.get("input")).hasMessageContaining("--input is given 2 times");
        assertThatThrownBy(() -> tool.getMultiParameterRequired("none")).hasMessageContaining("--none");
    }

    @Test
    void mergedParametersOfManyKeepBothSidesValues() {
        MultipleParameterTool merged = MultipleParameterTool.fromArgs(new String[] {"--a", "1"})
                .mergeWith(MultipleParameterTool.fromArgs(new String[] {"--a", "2"}));

        assertThat(merged.getMultiParameter("a")).containsExactly("1", "2");
    }
}
