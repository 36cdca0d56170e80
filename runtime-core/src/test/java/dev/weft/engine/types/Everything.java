package dev.weft.engine.types;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** A POJO with a field of every way in which fields are written. */
public class Everything extends Base {
    /** For its field. */
    public enum Color {
        RED,
        GREEN
    }

    public boolean z;
    public byte b;
    public short s;
    public char c;
    public int i;
    public long l;
    public float f;
    public double d;
    public Boolean boxedZ;
    public Byte boxedB;
    public Short boxedS;
    public Character boxedC;
    public Integer boxedI;
    public Long boxedL;
    public Float boxedF;
    public Double boxedD;
    public String text;
    public Color color;
    public Instant when;
    public BigDecimal amount;
    public List<String> tags;
    public Map<String, Long> counts;
    public byte[] bytes;
    public Everything parent;
    private int hidden;

    public int getHidden() {
        return hidden;
    }

    public void setHidden(int hidden) {
        this.hidden = hidden;
    }

    static Everything random(Random r) {
        Everything e = new Everything();
        e.z = r.nextBoolean();
        e.b = (byte) r.nextInt();
        e.s = (short) r.nextInt();
        e.c = (char) r.nextInt();
        e.i = r.nextInt();
        e.l = r.nextLong();
        e.f = r.nextFloat();
        e.d = r.nextDouble();
        e.boxedZ = r.nextBoolean() ? null : e.z;
        e.boxedB = r.nextBoolean() ? null : e.b;
        e.boxedS = r.nextBoolean() ? null : e.s;
        e.boxedC = r.nextBoolean() ? null : e.c;
        e.boxedI = r.nextBoolean() ? null : e.i;
        e.boxedL = r.nextBoolean() ? null : e.l;
        e.boxedF = r.nextBoolean() ? null : e.f;
        e.boxedD = r.nextBoolean() ? null : e.d;
        e.text = r.nextBoolean() ? null : "text " + r.nextInt();
        e.color = r.nextBoolean() ? null : Color.GREEN;
        e.when = r.nextBoolean() ? null : Instant.ofEpochSecond(r.nextInt());
        e.amount = r.nextBoolean() ? null : BigDecimal.valueOf(r.nextLong(), 3);
        e.tags = r.nextBoolean() ? null : new ArrayList<>(Arrays.asList("x", null, "я"));
        e.counts = r.nextBoolean() ? null : Map.of("k", r.nextLong());
        e.bytes = r.nextBoolean() ? null : new byte[] {e.b, 1};
        e.parent = r.nextInt(4) == 0 ? random(r) : null;
        e.hidden = r.nextInt();
        e.setSecret(r.nextLong());
        e.setLabel(r.nextBoolean() ? null : "label");
        return e;
    }

    private List<Object> values() {
        return Arrays.asList(
                z,
                b,
                s,
                c,
                i,
                l,
                f,
                d,
                boxedZ,
                boxedB,
                boxedS,
                boxedC,
                boxedI,
                boxedL,
                boxedF,
                boxedD,
                text,
                color,
                when,
                amount,
                tags,
                counts,
                Arrays.toString(bytes),
                parent,
                hidden,
                getSecret(),
                getLabel());
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Everything that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return Objects.hash(l, text);
    }

    @Override
    public String toString() {
        return values().toString();
    }
}
