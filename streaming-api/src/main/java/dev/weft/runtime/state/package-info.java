/**
 * What functions with state of their own see when that state is set up and saved, and the choice of where state lives. May
 * import the API only.
 */
package dev.weft.runtime.state;
