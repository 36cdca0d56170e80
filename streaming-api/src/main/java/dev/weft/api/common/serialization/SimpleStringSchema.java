package dev.weft.api.common.serialization;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Strings as bytes and back, in UTF-8 unless told otherwise. */
public class SimpleStringSchema implements DeserializationSchema<String>, SerializationSchema<String> {
    private static final long serialVersionUID = 1L;

    private transient Charset charset;
    private final String charsetName;

    /** Strings as UTF-8. */
    public SimpleStringSchema() {
        this(StandardCharsets.UTF_8);
    }

    /** Strings in this character set. */
    public SimpleStringSchema(Charset charset) {
        this.charset = Objects.requireNonNull(charset, "charset");
        this.charsetName = charset.name();
    }

    /** The character set. */
    public Charset getCharset() {
        if (charset == null) {
            charset = Charset.forName(charsetName);
        }
        return charset;
    }

    @Override
    public String deserialize(byte[] message) {
        return new String(message, getCharset());
    }

    @Override
    public boolean isEndOfStream(String nextElement) {
        return false;
    }

    @Override
    public byte[] serialize(String element) {
        return element.getBytes(getCharset());
    }

    @Override
    public TypeInformation<String> getProducedType() {
        return Types.STRING;
    }
}
