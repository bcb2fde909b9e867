// The name by which the emulator knows the demonstration firmware (esp_app_desc_t.project_name). Data only.

/** Images with this project name are played by firmware-app.ts; every other application is somebody's own. */
export const firmwareProjectName = 'slipway-virtual';
