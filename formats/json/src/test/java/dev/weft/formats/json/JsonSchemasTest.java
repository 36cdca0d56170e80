package dev.weft.formats.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class JsonSchemasTest {

    /** A page that was clicked. */
    public static final class Click {
        public String page;
        public long count;

        public Click() {}

        Click(String page, long count) {
            this.page = page;
            this.count = count;
        }
    }

    @Test
    void anElementIsWrittenAndReadAgainAfterTheSchemasHaveTravelled() throws Exception {
        JsonSerializationSchema<Click> out = copy(new JsonSerializationSchema<>());
        JsonDeserializationSchema<Click> in = copy(new JsonDeserializationSchema<>(Click.class));
        out.open(null);
        in.open(null);

        byte[] json = out.serialize(new Click("/\u00e9", 7));
        Click read = in.deserialize(json);

        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("{\"page\":\"/\u00e9\",\"count\":7}");
        assertThat(read.page).isEqualTo("/\u00e9");
        assertThat(read.count).isEqualTo(7);
        assertThat(in.getProducedType().getTypeClass()).isEqualTo(Click.class);
        assertThat(in.isEndOfStream(read)).isFalse();
    }

    @Test
    void whatIsNoJsonIsRefusedAndWhatIsNullIsSkipped() throws Exception {
        JsonDeserializationSchema<Click> in = new JsonDeserializationSchema<>(Click.class);
        in.open(null);

        assertThat(in.deserialize(null)).isNull();
        assertThat(in.deserialize(bytes("null"))).isNull();
        assertThatThrownBy(() -> in.deserialize(bytes("{\"page\":"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> in.deserialize(bytes("{\"pgae\":\"/\"}"))).hasMessageContaining("pgae");
    }

    @Test
    void theMapperIsTheProgramsIfItGivesOne() throws Exception {
        JsonDeserializationSchema<Click> in = new JsonDeserializationSchema<>(
                Click.class, () -> new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));
        in.open(null);

        assertThat(in.deserialize(bytes("{\"pgae\":\"/\",\"count\":1}")).count).isEqualTo(1);
    }

    @Test
    void anElementThatJacksonDoesNotKnowIsNamed() {
        JsonSerializationSchema<Object> out = new JsonSerializationSchema<>();
        out.open(null);

        assertThatThrownBy(() -> out.serialize(new Object())).hasMessageContaining("java.lang.Object as JSON");
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    private static <S> S copy(S schema) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(schema);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (S) in.readObject();
        }
    }
}
