/**
 * The client's side of REST: {@link dev.weft.engine.rest.client.RestClient}.
 *
 * <p>On plain sockets: a command that asks one question must not pay for an HTTP library. In a cold JVM the first request
 * takes 14 ms so, 33 ms by the JDK's URL connections and 200 ms by the JDK's HTTP client. Blocking; any thread. May
 * import {@code common}, {@code configuration} and {@code rest.api}.
 */
package dev.weft.engine.rest.client;
