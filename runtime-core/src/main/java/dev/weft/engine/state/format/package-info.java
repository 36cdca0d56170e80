/**
 * The portable binary format of keyed state, which every backend reads and writes. Entry: {@link
 * dev.weft.engine.state.format.PortableWriter} and {@link dev.weft.engine.state.format.PortableReader}; both belong to
 * the thread that uses them. All numbers are big endian:
 *
 * <pre>
 * piece   = header group*                      a group begins where the piece's offsets say
 * header  = magic(int) version(int) key:serializer n(int) state{n} m(int) timers{m}
 * state   = name(UTF) kind(byte) division(byte) expires(boolean) namespace:serializer v(byte) value:serializer{v}
 * timers  = name(UTF) division(byte) namespace:serializer
 * group   = group(int) entries-of-state{n} entries-of-timers{m}
 * entries = (1(byte) entry)* 0(byte)
 * entry   = [namespace] key value              of a state; the namespace only if the state is divided
 *         | time(long) [namespace] key         of timers
 * value   = one value                          value, reducing and aggregating states
 *         | (1(byte) element)* 0(byte)         list states
 *         | (1(byte) key null(boolean) [value])* 0(byte)   map states
 * </pre>
 *
 * May import {@code spi}, the values with times of {@code ttl}, {@code types}, {@code common} and the API.
 */
package dev.weft.engine.state.format;
