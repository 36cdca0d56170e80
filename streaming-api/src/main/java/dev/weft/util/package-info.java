/** Small types that all of the API uses. Imports only the API's own neighbours. */
package dev.weft.util;
