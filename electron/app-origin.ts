/** The scheme under which the shell serves the page. Registered as standard and secure, so it has a real origin. */
export const APP_SCHEME = "app";
export const APP_HOST = "fairlead";
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const APP_URL = `${APP_ORIGIN}/`;
