package dev.weft.engine.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void anObjectKeepsItsOrderAndItsLiterals() {
        Json.Obj object = Json.object()
                .put("z", 9223372036854775807L)
                .put("a", "quote \" backslash \\ newline \n unit \u0001 ä 😀 </script>")
                .put("ok", true)
                .put("half", 0.5)
                .put("none", Json.none())
                .put("list", Json.array(List.of(1L, 2L), Json::of))
                .build();
        String text = "{\"z\":9223372036854775807,\"a\":\"quote \\\" backslash \\\\ newline \\n unit \\u0001 ä 😀"
                + " \\u003c/script>\",\"ok\":true,\"half\":0.5,\"none\":null,\"list\":[1,2]}";
        assertThat(object.text()).isEqualTo(text);
        assertThat(Json.parse(text)).isEqualTo(object);
        assertThat(object.number("z")).isEqualTo(Long.MAX_VALUE);
        assertThat(object.member("none")).isEmpty();
        assertThat(object.text("absent")).isEmpty();
    }

    @Test
    void blanksAndEscapesAreRead() {
        assertThat(Json.parse(" { \"a\" : [ 1.5e3 , -0 , \"\\u00e4\\/\\b\" , [ ] , { } ] } ")
                        .text())
                .isEqualTo("{\"a\":[1.5e3,-0,\"ä/\\u0008\",[],{}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "{\"a\"}",
                "{a:1}",
                "01",
                "1.",
                "-",
                "+1",
                "tru",
                "\"a",
                "\"\\x\"",
                "\"\\u12g4\"",
                "[1 2]",
                "{} {}",
                "\"a\nb\"",
                "nul",
                "1e",
                "{\"a\":1,}"
            })
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JsonException.class);
    }

    @Test
    void aRefusalNamesThePlace() {
        assertThatThrownBy(() -> Json.parse("{\"a\":x}"))
                .hasMessage("expected a value at character 5 of JSON, not 'x'");
        assertThatThrownBy(() -> Json.parse("[1]").asObject()).hasMessage("expected an object, not [1]");
    }

    @Test
    void endlessNestingIsRefused() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000)))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith("JSON is nested deeper than 200");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            Json value = value(random, 0);
            assertThat(Json.parse(value.text())).isEqualTo(value);
        }
    }

    private static Json value(Random random, int depth) {
        switch (random.nextInt(depth > 4 ? 5 : 7)) {
            case 0:
                return Json.of(random.nextLong());
            case 1:
                return Json.of(random.nextBoolean());
            case 2:
                return Json.none();
            case 3:
                return Json.of(random.nextDouble());
            case 4:
                StringBuilder text = new StringBuilder();
                for (int i = random.nextInt(10); i > 0; i--) {
                    text.append((char) random.nextInt(0x10000));
                }
                return Json.of(text.toString());
            case 5:
                List<Json> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(value(random, depth + 1));
                }
                return new Json.Arr(elements);
            default:
                Map<String, Json> members = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    members.put("k" + i, value(random, depth + 1));
                }
                return new Json.Obj(members);
        }
    }
}
