package dev.weft.api.java.tuple;

import dev.weft.annotation.Public;
import java.util.Objects;

/**
 * A tuple of 24 fields, mutable and reached directly by name. Its text form is {@code (f0,...,f23)}.
 *
 * @param <T0> the type of field f0
 * @param <T1> the type of field f1
 * @param <T2> the type of field f2
 * @param <T3> the type of field f3
 * @param <T4> the type of field f4
 * @param <T5> the type of field f5
 * @param <T6> the type of field f6
 * @param <T7> the type of field f7
 * @param <T8> the type of field f8
 * @param <T9> the type of field f9
 * @param <T10> the type of field f10
 * @param <T11> the type of field f11
 * @param <T12> the type of field f12
 * @param <T13> the type of field f13
 * @param <T14> the type of field f14
 * @param <T15> the type of field f15
 * @param <T16> the type of field f16
 * @param <T17> the type of field f17
 * @param <T18> the type of field f18
 * @param <T19> the type of field f19
 * @param <T20> the type of field f20
 * @param <T21> the type of field f21
 * @param <T22> the type of field f22
 * @param <T23> the type of field f23
 */
@Public
@SuppressWarnings("unchecked") // a field read by position is what the caller says
public class Tuple24<
                T0,
                T1,
                T2,
                T3,
                T4,
                T5,
                T6,
                T7,
                T8,
                T9,
                T10,
                T11,
                T12,
                T13,
                T14,
                T15,
                T16,
                T17,
                T18,
                T19,
                T20,
                T21,
                T22,
                T23>
        extends Tuple {
    private static final long serialVersionUID = 1L;

    public T0 f0;
    public T1 f1;
    public T2 f2;
    public T3 f3;
    public T4 f4;
    public T5 f5;
    public T6 f6;
    public T7 f7;
    public T8 f8;
    public T9 f9;
    public T10 f10;
    public T11 f11;
    public T12 f12;
    public T13 f13;
    public T14 f14;
    public T15 f15;
    public T16 f16;
    public T17 f17;
    public T18 f18;
    public T19 f19;
    public T20 f20;
    public T21 f21;
    public T22 f22;
    public T23 f23;

    /** Creates a tuple whose fields are null. */
    public Tuple24() {}

    /** Creates a tuple of the given fields, each of which may be null. */
    public Tuple24(
            T0 f0,
            T1 f1,
            T2 f2,
            T3 f3,
            T4 f4,
            T5 f5,
            T6 f6,
            T7 f7,
            T8 f8,
            T9 f9,
            T10 f10,
            T11 f11,
            T12 f12,
            T13 f13,
            T14 f14,
            T15 f15,
            T16 f16,
            T17 f17,
            T18 f18,
            T19 f19,
            T20 f20,
            T21 f21,
            T22 f22,
            T23 f23) {
        this.f0 = f0;
        this.f1 = f1;
        this.f2 = f2;
        this.f3 = f3;
        this.f4 = f4;
        this.f5 = f5;
        this.f6 = f6;
        this.f7 = f7;
        this.f8 = f8;
        this.f9 = f9;
        this.f10 = f10;
        this.f11 = f11;
        this.f12 = f12;
        this.f13 = f13;
        this.f14 = f14;
        this.f15 = f15;
        this.f16 = f16;
        this.f17 = f17;
        this.f18 = f18;
        this.f19 = f19;
        this.f20 = f20;
        this.f21 = f21;
        this.f22 = f22;
        this.f23 = f23;
    }

    /** Creates a tuple of the given fields; the compiler infers the types. */
    public static <
                    T0,
                    T1,
                    T2,
                    T3,
                    T4,
                    T5,
                    T6,
                    T7,
                    T8,
                    T9,
                    T10,
                    T11,
                    T12,
                    T13,
                    T14,
                    T15,
                    T16,
                    T17,
                    T18,
                    T19,
                    T20,
                    T21,
                    T22,
                    T23>
            Tuple24<
                            T0,
                            T1,
                            T2,
                            T3,
                            T4,
                            T5,
                            T6,
                            T7,
                            T8,
                            T9,
                            T10,
                            T11,
                            T12,
                            T13,
                            T14,
                            T15,
                            T16,
                            T17,
                            T18,
                            T19,
                            T20,
                            T21,
                            T22,
                            T23>
                    of(
                            T0 f0,
                            T1 f1,
                            T2 f2,
                            T3 f3,
                            T4 f4,
                            T5 f5,
                            T6 f6,
                            T7 f7,
                            T8 f8,
                            T9 f9,
                            T10 f10,
                            T11 f11,
                            T12 f12,
                            T13 f13,
                            T14 f14,
                            T15 f15,
                            T16 f16,
                            T17 f17,
                            T18 f18,
                            T19 f19,
                            T20 f20,
                            T21 f21,
                            T22 f22,
                            T23 f23) {
        return new Tuple24<>(
                f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22,
                f23);
    }

    @Override
    public int getArity() {
        return 24;
    }

    @Override
    public <T> T getField(int pos) {
        return (T)
                switch (pos) {
                    case 0 -> f0;
                    case 1 -> f1;
                    case 2 -> f2;
                    case 3 -> f3;
                    case 4 -> f4;
                    case 5 -> f5;
                    case 6 -> f6;
                    case 7 -> f7;
                    case 8 -> f8;
                    case 9 -> f9;
                    case 10 -> f10;
                    case 11 -> f11;
                    case 12 -> f12;
                    case 13 -> f13;
                    case 14 -> f14;
                    case 15 -> f15;
                    case 16 -> f16;
                    case 17 -> f17;
                    case 18 -> f18;
                    case 19 -> f19;
                    case 20 -> f20;
                    case 21 -> f21;
                    case 22 -> f22;
                    case 23 -> f23;
                    default -> throw noSuchField(pos);
                };
    }

    @Override
    public <T> void setField(T value, int pos) {
        switch (pos) {
            case 0 -> f0 = (T0) value;
            case 1 -> f1 = (T1) value;
            case 2 -> f2 = (T2) value;
            case 3 -> f3 = (T3) value;
            case 4 -> f4 = (T4) value;
            case 5 -> f5 = (T5) value;
            case 6 -> f6 = (T6) value;
            case 7 -> f7 = (T7) value;
            case 8 -> f8 = (T8) value;
            case 9 -> f9 = (T9) value;
            case 10 -> f10 = (T10) value;
            case 11 -> f11 = (T11) value;
            case 12 -> f12 = (T12) value;
            case 13 -> f13 = (T13) value;
            case 14 -> f14 = (T14) value;
            case 15 -> f15 = (T15) value;
            case 16 -> f16 = (T16) value;
            case 17 -> f17 = (T17) value;
            case 18 -> f18 = (T18) value;
            case 19 -> f19 = (T19) value;
            case 20 -> f20 = (T20) value;
            case 21 -> f21 = (T21) value;
            case 22 -> f22 = (T22) value;
            case 23 -> f23 = (T23) value;
            default -> throw noSuchField(pos);
        }
    }

    /** Sets all fields at once. */
    public void setFields(
            T0 f0,
            T1 f1,
            T2 f2,
            T3 f3,
            T4 f4,
            T5 f5,
            T6 f6,
            T7 f7,
            T8 f8,
            T9 f9,
            T10 f10,
            T11 f11,
            T12 f12,
            T13 f13,
            T14 f14,
            T15 f15,
            T16 f16,
            T17 f17,
            T18 f18,
            T19 f19,
            T20 f20,
            T21 f21,
            T22 f22,
            T23 f23) {
        this.f0 = f0;
        this.f1 = f1;
        this.f2 = f2;
        this.f3 = f3;
        this.f4 = f4;
        this.f5 = f5;
        this.f6 = f6;
        this.f7 = f7;
        this.f8 = f8;
        this.f9 = f9;
        this.f10 = f10;
        this.f11 = f11;
        this.f12 = f12;
        this.f13 = f13;
        this.f14 = f14;
        this.f15 = f15;
        this.f16 = f16;
        this.f17 = f17;
        this.f18 = f18;
        this.f19 = f19;
        this.f20 = f20;
        this.f21 = f21;
        this.f22 = f22;
        this.f23 = f23;
    }

    @Override
    public Tuple24<
                    T0,
                    T1,
                    T2,
                    T3,
                    T4,
                    T5,
                    T6,
                    T7,
                    T8,
                    T9,
                    T10,
                    T11,
                    T12,
                    T13,
                    T14,
                    T15,
                    T16,
                    T17,
                    T18,
                    T19,
                    T20,
                    T21,
                    T22,
                    T23>
            copy() {
        return new Tuple24<>(
                f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22,
                f23);
    }

    @Override
    public boolean equals(Object o) {
        if (this == o) {
            return true;
        }
        if (!(o instanceof Tuple24<?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?> that)) {
            return false;
        }
        return Objects.equals(f0, that.f0)
                && Objects.equals(f1, that.f1)
                && Objects.equals(f2, that.f2)
                && Objects.equals(f3, that.f3)
                && Objects.equals(f4, that.f4)
                && Objects.equals(f5, that.f5)
                && Objects.equals(f6, that.f6)
                && Objects.equals(f7, that.f7)
                && Objects.equals(f8, that.f8)
                && Objects.equals(f9, that.f9)
                && Objects.equals(f10, that.f10)
                && Objects.equals(f11, that.f11)
                && Objects.equals(f12, that.f12)
                && Objects.equals(f13, that.f13)
                && Objects.equals(f14, that.f14)
                && Objects.equals(f15, that.f15)
                && Objects.equals(f16, that.f16)
                && Objects.equals(f17, that.f17)
                && Objects.equals(f18, that.f18)
                && Objects.equals(f19, that.f19)
                && Objects.equals(f20, that.f20)
                && Objects.equals(f21, that.f21)
                && Objects.equals(f22, that.f22)
                && Objects.equals(f23, that.f23);
    }

    @Override
    public int hashCode() {
        int hash = Objects.hashCode(f0);
        hash = 31 * hash + Objects.hashCode(f1);
        hash = 31 * hash + Objects.hashCode(f2);
        hash = 31 * hash + Objects.hashCode(f3);
        hash = 31 * hash + Objects.hashCode(f4);
        hash = 31 * hash + Objects.hashCode(f5);
        hash = 31 * hash + Objects.hashCode(f6);
        hash = 31 * hash + Objects.hashCode(f7);
        hash = 31 * hash + Objects.hashCode(f8);
        hash = 31 * hash + Objects.hashCode(f9);
        hash = 31 * hash + Objects.hashCode(f10);
        hash = 31 * hash + Objects.hashCode(f11);
        hash = 31 * hash + Objects.hashCode(f12);
        hash = 31 * hash + Objects.hashCode(f13);
        hash = 31 * hash + Objects.hashCode(f14);
        hash = 31 * hash + Objects.hashCode(f15);
        hash = 31 * hash + Objects.hashCode(f16);
        hash = 31 * hash + Objects.hashCode(f17);
        hash = 31 * hash + Objects.hashCode(f18);
        hash = 31 * hash + Objects.hashCode(f19);
        hash = 31 * hash + Objects.hashCode(f20);
        hash = 31 * hash + Objects.hashCode(f21);
        hash = 31 * hash + Objects.hashCode(f22);
        hash = 31 * hash + Objects.hashCode(f23);
        return hash;
    }

    @Override
    public String toString() {
        return "(" + text(f0) + ","
                + text(f1) + ","
                + text(f2) + ","
                + text(f3) + ","
                + text(f4) + ","
                + text(f5) + ","
                + text(f6) + ","
                + text(f7) + ","
                + text(f8) + ","
                + text(f9) + ","
                + text(f10) + ","
                + text(f11) + ","
                + text(f12) + ","
                + text(f13) + ","
                + text(f14) + ","
                + text(f15) + ","
                + text(f16) + ","
                + text(f17) + ","
                + text(f18) + ","
                + text(f19) + ","
                + text(f20) + ","
                + text(f21) + ","
                + text(f22) + ","
                + text(f23) + ")";
    }
}
